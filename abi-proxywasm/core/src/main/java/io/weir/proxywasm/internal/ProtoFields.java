package io.weir.proxywasm.internal;

import java.nio.charset.StandardCharsets;

/** Walks the fields of a protobuf message: as much of the format as a few small messages need. */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** Hears of the fields in their order. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param number of the field
     * @param value of a number; 0 for bytes
     * @param from where the bytes begin within the message, or -1 for a number
     * @param to where they end
     */
    void field(int number, long value, int from, int to);
  }

  private final byte[] message;
  private final int end;
  private int at;

  private ProtoFields(byte[] message, int from, int to) {
    this.message = message;
    this.at = from;
    this.end = to;
  }

  /** Whether all of the message was well formed; the visitor may have heard of a part before. */
  static boolean read(byte[] message, Visitor visitor) {
    return read(message, 0, message.length, visitor);
  }

  /** As {@link #read(byte[], Visitor)}, of a message within a message. */
  static boolean read(byte[] message, int from, int to, Visitor visitor) {
    return new ProtoFields(message, from, to).walk(visitor);
  }

  /** The bytes of a field as text. */
  static String text(byte[] message, int from, int to) {
    return new String(message, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private boolean walk(Visitor visitor) {
    while (at < end) {
      long tag = varint();
      long number = tag >>> 3;
      if (at < 0 || number == 0 || number > Integer.MAX_VALUE || !field(tag, visitor)) {
        return false;
      }
    }
    return true;
  }

  private boolean field(long tag, Visitor visitor) {
    int number = (int) (tag >>> 3);
    switch ((int) (tag & 7)) {
      case VARINT -> {
        long value = varint();
        if (at < 0) {
          return false;
        }
        visitor.field(number, value, -1, -1);
      }
      case BYTES -> {
        long length = varint();
        if (at < 0 || length < 0 || length > end - at) {
          return false;
        }
        int from = at;
        at += (int) length;
        visitor.field(number, 0, from, at);
      }
      case FIXED64 -> at += 8;
      case FIXED32 -> at += 4;
      default -> {
        return false;
      }
    }
    return at <= end;
  }

  /** Sets {@code at} to -1 when there is none. */
  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < end; shift += 7) {
      byte b = message[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    at = -1;
    return 0;
  }
}

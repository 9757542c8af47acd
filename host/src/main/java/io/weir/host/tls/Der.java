package io.weir.host.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Reads and writes the few forms of DER (X.690) that OCSP needs. */
final class Der {
  static final int SEQUENCE = 0x30;
  static final int OCTET_STRING = 4;
  static final int OBJECT = 6;
  static final int INTEGER = 2;
  static final int BIT_STRING = 3;
  static final int ENUMERATED = 10;
  static final int GENERALIZED_TIME = 24;

  private final byte[] bytes;
  private int at;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes);
  }

  /** The tag of what stands as {@code [number]}, with parts of its own. */
  static int context(int number) {
    return 0xa0 | number;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  boolean isAt(int tag) {
    return hasMore() && (bytes[at] & 0xff) == tag;
  }

  /** The contents of the next value, which has {@code tag}. */
  Der enter(int tag) {
    return new Der(read(tag));
  }

  /**
   * @throws IllegalArgumentException when the next value has another tag
   * @throws IndexOutOfBoundsException when it is cut short
   */
  byte[] read(int tag) {
    if ((bytes[at] & 0xff) != tag) {
      throw new IllegalArgumentException(
          "DER with tag " + (bytes[at] & 0xff) + " (expected: " + tag + ")");
    }
    int from = at + 2;
    int length = bytes[at + 1] & 0xff;
    if (length >= 0x80) {
      int count = length & 0x7f;
      if (count > 3) {
        throw new IllegalArgumentException("DER that is too long");
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | bytes[from++] & 0xff;
      }
    }
    if (from + length > bytes.length) {
      throw new IndexOutOfBoundsException("DER that is cut short");
    }
    at = from + length;
    return Arrays.copyOfRange(bytes, from, at);
  }

  void skip() {
    var unused = read(bytes[at] & 0xff);
  }

  static byte[] write(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (body.size() < 0x80) {
      out.write(body.size());
    } else if (body.size() < 0x100) {
      out.write(0x81);
      out.write(body.size());
    } else {
      out.write(0x82);
      out.write(body.size() >> 8);
      out.write(body.size());
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}

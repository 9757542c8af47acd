package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Decodes base64 that comes in pieces of any length (RFC 4648 section 4). Padding may stand within:
 * a client may have encoded each message by itself. Confined to its stream's loop.
 */
final class GrpcWebText {
  private static final int GROUP = 4;
  private static final int PAD = 64;
  private static final byte[] VALUES = values();

  private int bits;
  private int digits;
  private int padding;

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /**
   * Takes {@code chunk} over; what it gives is the caller's.
   *
   * @throws IllegalArgumentException for what is no base64, or ends within a group of four
   */
  ByteBuf decode(ByteBuf chunk, boolean end) {
    ByteBuf out = chunk.alloc().buffer(chunk.readableBytes() / GROUP * 3 + 3);
    try {
      while (chunk.isReadable()) {
        add(VALUES[chunk.readUnsignedByte()], out);
      }
      if (end && digits != 0) {
        throw new IllegalArgumentException("base64 that ends within a group of four");
      }
      return out.retain();
    } finally {
      out.release();
      chunk.release();
    }
  }

  private void add(int value, ByteBuf out) {
    boolean pad = value == PAD;
    if (value < 0 || (pad && digits < 2) || (!pad && padding > 0)) {
      throw new IllegalArgumentException("a character that has no place in base64");
    }
    bits = (bits << 6) | (pad ? 0 : value);
    padding += pad ? 1 : 0;
    digits++;
    if (digits == GROUP) {
      flush(out);
    }
  }

  private void flush(ByteBuf out) {
    out.writeByte(bits >> 16);
    if (padding < 2) {
      out.writeByte(bits >> 8);
    }
    if (padding < 1) {
      out.writeByte(bits);
    }
    bits = 0;
    digits = 0;
    padding = 0;
  }
}

package io.weir.proxywasm.tck.wat;

import java.io.ByteArrayOutputStream;

/** Bytes being written, with the encodings of the binary format. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Bytes bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Bytes raw(byte[] data) {
    out.writeBytes(data);
    return this;
  }

  Bytes unsigned(long value) {
    long rest = value;
    while (Long.compareUnsigned(rest, 0x7f) > 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  Bytes signed(long value) {
    long rest = value;
    while (rest < -0x40 || rest > 0x3f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write((int) (rest & 0x7f));
    return this;
  }

  Bytes littleEndian(long value, int count) {
    for (int i = 0; i < count; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  /** The bytes with their count before them. */
  Bytes sized(byte[] data) {
    return unsigned(data.length).raw(data);
  }

  byte[] toArray() {
    return out.toByteArray();
  }
}

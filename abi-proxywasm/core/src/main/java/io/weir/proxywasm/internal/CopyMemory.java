package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An array in place of a guest's memory, to take what a {@link BodyBuffer} holds. */
final class CopyMemory implements GuestMemory {
  private final ByteBuffer bytes;

  private CopyMemory(int size) {
    bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All that is in the buffer. */
  static byte[] copyOf(BodyBuffer buffer) {
    CopyMemory copy = new CopyMemory(buffer.length());
    if (buffer.length() != 0) {
      buffer.read(0, buffer.length(), copy, 0);
    }
    return copy.bytes.array();
  }

  @Override
  public long size() {
    return bytes.capacity();
  }

  @Override
  public byte readByte(int address) {
    return bytes.get(address);
  }

  @Override
  public int readInt(int address) {
    return bytes.getInt(address);
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes.put(address, value);
  }

  @Override
  public void writeInt(int address, int value) {
    bytes.putInt(address, value);
  }

  @Override
  public void writeLong(int address, long value) {
    bytes.putLong(address, value);
  }

  @Override
  public void read(int address, byte[] target, int offset, int length) {
    bytes.get(address, target, offset, length);
  }

  @Override
  public String readText(int address, int length) {
    return new String(bytes.array(), address, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean holds(int address, byte[] expected) {
    return bytes.slice(address, expected.length).equals(ByteBuffer.wrap(expected));
  }

  @Override
  public void read(int address, ByteBuffer target) {
    int length = target.remaining();
    target.put(bytes.slice(address, length));
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    bytes.put(address, source, offset, length);
  }

  @Override
  public void write(int address, ByteBuffer source) {
    bytes.slice(address, source.remaining()).put(source);
  }
}

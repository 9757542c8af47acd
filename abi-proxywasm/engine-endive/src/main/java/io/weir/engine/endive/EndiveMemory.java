package io.weir.engine.endive;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestMemoryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The host's view of a {@link LinearMemory}. */
final class EndiveMemory implements GuestMemory {
  private final LinearMemory memory;

  EndiveMemory(LinearMemory memory) {
    this.memory = memory;
  }

  @Override
  public long size() {
    return memory.bytes().length;
  }

  @Override
  public byte readByte(int address) {
    return checked(address, 1)[address];
  }

  @Override
  public int readInt(int address) {
    return (int) LinearMemory.INT.get(checked(address, Integer.BYTES), address);
  }

  @Override
  public void writeByte(int address, byte value) {
    checked(address, 1)[address] = value;
  }

  @Override
  public void writeInt(int address, int value) {
    LinearMemory.INT.set(checked(address, Integer.BYTES), address, value);
  }

  @Override
  public void writeLong(int address, long value) {
    LinearMemory.LONG.set(checked(address, Long.BYTES), address, value);
  }

  @Override
  public void read(int address, byte[] target, int offset, int length) {
    System.arraycopy(checked(address, length), address, target, offset, length);
  }

  @Override
  public String readText(int address, int length) {
    return new String(checked(address, length), address, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean holds(int address, byte[] expected) {
    int length = expected.length;
    byte[] bytes = checked(address, length);
    return Arrays.equals(bytes, address, address + length, expected, 0, length);
  }

  @Override
  public void read(int address, ByteBuffer target) {
    int length = target.remaining();
    target.put(checked(address, length), address, length);
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    System.arraycopy(source, offset, checked(address, length), address, length);
  }

  @Override
  public void write(int address, ByteBuffer source) {
    int length = source.remaining();
    source.get(checked(address, length), address, length);
  }

  /** The bytes, in which {@code length} bytes at {@code address} are known to be. */
  private byte[] checked(int address, int length) {
    byte[] bytes = memory.bytes();
    long start = Integer.toUnsignedLong(address);
    long count = Integer.toUnsignedLong(length);
    if (start + count > bytes.length) {
      throw new GuestMemoryException(start, count, bytes.length);
    }
    return bytes;
  }
}

package io.weir.proxywasm.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A guest's memory as an array, with an allocator that only goes up. */
public final class NullMemory implements GuestMemory {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PAGE = 64 << 10;
  private static final int HEAP_START = 1024; // address 0 means "none" to SDKs

  private final long limit;
  private byte[] bytes;
  private int top = HEAP_START;

  NullMemory(long limit) {
    this.limit = limit;
    this.bytes = new byte[(int) Math.min(limit, PAGE)];
  }

  /** Memory of just this size, which belongs to no guest: to take what is written to one. */
  public static NullMemory ofSize(int size) {
    NullMemory memory = new NullMemory(size);
    memory.bytes = new byte[size];
    return memory;
  }

  /** The address of {@code size} fresh bytes, or 0 past the limit. */
  public int allocate(int size) {
    int aligned = Math.addExact(size, 7) & ~7;
    int end = Math.addExact(top, aligned);
    if (size < 0 || end > limit) {
      return 0;
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(end, bytes.length * 2L)));
    }
    int address = top;
    top = end;
    return address;
  }

  /** Frees all that was allocated. */
  public void reset() {
    top = HEAP_START;
  }

  /** The bytes that {@link #allocate} has given out. */
  public int allocated() {
    return top - HEAP_START;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public byte readByte(int address) {
    return bytes[index(address, 1)];
  }

  @Override
  public int readInt(int address) {
    return (int) INT.get(bytes, index(address, 4));
  }

  /** Eight bytes as a number. */
  public long readLong(int address) {
    return (long) LONG.get(bytes, index(address, 8));
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[index(address, 1)] = value;
  }

  @Override
  public void writeInt(int address, int value) {
    INT.set(bytes, index(address, 4), value);
  }

  @Override
  public void writeLong(int address, long value) {
    LONG.set(bytes, index(address, 8), value);
  }

  @Override
  public void read(int address, byte[] target, int offset, int length) {
    System.arraycopy(bytes, index(address, length), target, offset, length);
  }

  @Override
  public String readText(int address, int length) {
    return new String(bytes, index(address, length), length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean holds(int address, byte[] expected) {
    int from = index(address, expected.length);
    return Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }

  @Override
  public void read(int address, ByteBuffer target) {
    target.put(bytes, index(address, target.remaining()), target.remaining());
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    System.arraycopy(source, offset, bytes, index(address, length), length);
  }

  @Override
  public void write(int address, ByteBuffer source) {
    int length = source.remaining();
    source.get(bytes, index(address, length), length);
  }

  private int index(int address, int length) {
    long from = Integer.toUnsignedLong(address);
    if (from + Integer.toUnsignedLong(length) > bytes.length) {
      throw new GuestMemoryException(from, Integer.toUnsignedLong(length), bytes.length);
    }
    return address;
  }
}

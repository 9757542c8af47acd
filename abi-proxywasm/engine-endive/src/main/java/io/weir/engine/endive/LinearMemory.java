package io.weir.engine.endive;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.wasm.UninstantiableException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * Linear memory as one byte array of exactly its size, so that the array's own bounds check is the
 * guest's. Growing copies. An address is an unsigned number in an {@code int}, but an array never
 * reaches 2 GiB, so an address that is negative as an {@code int} is out of bounds either way.
 *
 * <p>Accesses out of bounds throw {@link IndexOutOfBoundsException}, which {@link Traps} turns into
 * the guest's trap.
 */
final class LinearMemory implements Memory {
  static final int PAGE = PAGE_SIZE;

  /** The most pages that an array can hold, just under 2 GiB. */
  static final int MAX_PAGES = RUNTIME_MAX_PAGES;

  static final VarHandle INT = byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
  static final VarHandle LONG = byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
  private static final VarHandle SHORT = byteArrayViewVarHandle(short[].class, LITTLE_ENDIAN);
  private static final VarHandle FLOAT = byteArrayViewVarHandle(float[].class, LITTLE_ENDIAN);
  private static final VarHandle DOUBLE = byteArrayViewVarHandle(double[].class, LITTLE_ENDIAN);

  private final int initialPages;
  private final int maximumPages;
  private final AtomicLong refusedGrowths = new AtomicLong();
  private byte[] bytes;

  /** Bytes of stack in use, see {@link CallDepth}: kept here because every function has this. */
  int stackUsed;

  private DataSegment[] segments = {};

  LinearMemory(int initialPages, int maximumPages) {
    this.initialPages = initialPages;
    this.maximumPages = maximumPages;
    this.bytes = new byte[initialPages * PAGE];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Not from within a guest call. */
  void free() {
    bytes = new byte[0];
  }

  long refusedGrowths() {
    return refusedGrowths.get();
  }

  @Override
  public int pages() {
    return bytes.length / PAGE;
  }

  @Override
  public int grow(int more) {
    int before = pages();
    if (more < 0 || more > maximumPages - before) {
      refusedGrowths.incrementAndGet();
      return -1;
    }
    try {
      bytes = more == 0 ? bytes : Arrays.copyOf(bytes, (before + more) * PAGE);
      return before;
    } catch (OutOfMemoryError e) {
      refusedGrowths.incrementAndGet();
      return -1; // what the guest is told when the host has no more to give
    }
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public boolean shared() {
    return false;
  }

  /** Guests have no threads, so atomics need only some monitor. */
  @Override
  @SuppressWarnings("removal") // abstract until it is removed
  public Object lock(int address) {
    return this;
  }

  @Override
  @SuppressWarnings("removal") // abstract until it is removed
  public int waitOn(int address, int expected, long timeout) {
    throw new TrapException("atomic wait on memory that is not shared");
  }

  @Override
  @SuppressWarnings("removal") // abstract until it is removed
  public int waitOn(int address, long expected, long timeout) {
    throw new TrapException("atomic wait on memory that is not shared");
  }

  @Override
  @SuppressWarnings("removal") // abstract until it is removed
  public int notify(int address, int threads) {
    return 0;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] declared) {
    segments = declared;
    for (DataSegment segment : declared) {
      if (segment instanceof ActiveDataSegment active) {
        long[] offset =
            ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions());
        place(active, (int) offset[0]);
      }
    }
  }

  private void place(ActiveDataSegment segment, int offset) {
    byte[] data = segment.data();
    if (offset < 0 || offset > bytes.length - data.length) {
      throw new UninstantiableException(
          "data segment of "
              + data.length
              + " bytes at "
              + Integer.toUnsignedLong(offset)
              + " is outside the memory");
    }
    System.arraycopy(data, 0, bytes, offset, data.length);
  }

  @Override
  public void initPassiveSegment(int segment, int target, int offset, int size) {
    write(target, segments[segment].data(), offset, size);
  }

  @Override
  public void drop(int segment) {
    segments[segment] = PassiveDataSegment.EMPTY;
  }

  @Override
  public void write(int address, byte[] data, int offset, int size) {
    System.arraycopy(data, offset, bytes, address, size);
  }

  @Override
  public byte read(int address) {
    return bytes[address];
  }

  @Override
  public byte[] readBytes(int address, int length) {
    Objects.checkFromIndexSize(address, length, bytes.length);
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[address] = value;
  }

  @Override
  public int readInt(int address) {
    return (int) INT.get(bytes, address);
  }

  @Override
  public void writeI32(int address, int value) {
    INT.set(bytes, address, value);
  }

  @Override
  public long readLong(int address) {
    return (long) LONG.get(bytes, address);
  }

  @Override
  public void writeLong(int address, long value) {
    LONG.set(bytes, address, value);
  }

  @Override
  public short readShort(int address) {
    return (short) SHORT.get(bytes, address);
  }

  @Override
  public void writeShort(int address, short value) {
    SHORT.set(bytes, address, value);
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address));
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOAT.get(bytes, address);
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public void writeF32(int address, float value) {
    FLOAT.set(bytes, address, value);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLE.get(bytes, address);
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void writeF64(int address, double value) {
    DOUBLE.set(bytes, address, value);
  }

  /** Called before the data segments are placed; a new array is zero already. */
  @Override
  public void zero() {}

  @Override
  public void fill(byte value, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void copy(int target, int source, int size) {
    System.arraycopy(bytes, source, bytes, target, size);
  }
}

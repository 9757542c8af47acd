package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestMemoryException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The guest's memory where it lies. It never moves (the engine is configured so) and never shrinks,
 * so the size is read anew only when an access is beyond the last one known. After {@link #close}
 * it is empty.
 */
final class WasmtimeMemory implements GuestMemory {
  private static final ValueLayout.OfInt LITTLE_INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LITTLE_LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long context;
  private final long memory;

  /** Where bytes stay for the moment in which they become a string. */
  private final byte[] text = new byte[1024];

  private long base;
  private long size;
  private boolean closed;

  private WasmtimeMemory(long context, long memory) {
    this.context = context;
    this.memory = memory;
  }

  /** The memory exported as {@code memory}, an empty one when there is none. */
  static WasmtimeMemory of(long context, long instance) {
    long block = Native.calloc(InstanceApi.MEMORY_BYTES);
    boolean found =
        InstanceApi.export(
            context, instance, "memory", InstanceApi.MEMORY, block, InstanceApi.MEMORY_BYTES);
    WasmtimeMemory memory = new WasmtimeMemory(context, block);
    if (found) {
      memory.refresh();
    } else {
      memory.close();
    }
    return memory;
  }

  @Override
  public long size() {
    refresh();
    return size;
  }

  @Override
  public byte readByte(int address) {
    return Native.getByte(checked(address, 1));
  }

  @Override
  public int readInt(int address) {
    return Native.ALL.get(LITTLE_INT, checked(address, Integer.BYTES));
  }

  @Override
  public void writeByte(int address, byte value) {
    Native.putByte(checked(address, 1), value);
  }

  @Override
  public void writeInt(int address, int value) {
    Native.ALL.set(LITTLE_INT, checked(address, Integer.BYTES), value);
  }

  @Override
  public void writeLong(int address, long value) {
    Native.ALL.set(LITTLE_LONG, checked(address, Long.BYTES), value);
  }

  @Override
  public void read(int address, byte[] target, int offset, int length) {
    long from = checked(address, length);
    MemorySegment.copy(Native.ALL, JAVA_BYTE, from, target, offset, length);
  }

  @Override
  public String readText(int address, int length) {
    long from = checked(address, length);
    byte[] bytes = length <= text.length ? text : new byte[length];
    MemorySegment.copy(Native.ALL, JAVA_BYTE, from, bytes, 0, length);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean holds(int address, byte[] expected) {
    long from = checked(address, expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (Native.getByte(from + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(int address, ByteBuffer target) {
    int length = target.remaining();
    long from = checked(address, length);
    MemorySegment.copy(Native.ALL, from, MemorySegment.ofBuffer(target), 0, length);
    target.position(target.limit());
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    long to = checked(address, length);
    MemorySegment.copy(source, offset, Native.ALL, JAVA_BYTE, to, length);
  }

  @Override
  public void write(int address, ByteBuffer source) {
    int length = source.remaining();
    long to = checked(address, length);
    MemorySegment.copy(MemorySegment.ofBuffer(source), 0, Native.ALL, to, length);
    source.position(source.limit());
  }

  /** Where {@code address} is, with {@code length} bytes known to be in the memory. */
  private long checked(int address, int length) {
    long start = Integer.toUnsignedLong(address);
    long count = Integer.toUnsignedLong(length);
    if (start + count > size) {
      refresh();
      if (start + count > size) {
        throw new GuestMemoryException(start, count, size);
      }
    }
    return base + start;
  }

  private void refresh() {
    if (!closed) {
      base = InstanceApi.memoryData(context, memory);
      size = InstanceApi.memorySize(context, memory);
    }
  }

  void close() {
    if (!closed) {
      closed = true;
      size = 0;
      Native.free(memory);
    }
  }
}

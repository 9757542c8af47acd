package io.weir.proxywasm.engine;

import java.nio.ByteBuffer;

/**
 * A guest's linear memory, little-endian. Addresses and lengths are unsigned 32-bit numbers in an
 * {@code int}. Every access outside the memory throws {@link GuestMemoryException} and touches
 * nothing.
 */
public interface GuestMemory {
  /** The present size in bytes. */
  long size();

  byte readByte(int address);

  int readInt(int address);

  void writeByte(int address, byte value);

  void writeInt(int address, int value);

  void writeLong(int address, long value);

  /** Copies {@code length} guest bytes into {@code target}. */
  void read(int address, byte[] target, int offset, int length);

  /** The {@code length} bytes at {@code address} as text, one byte a char (ISO 8859-1). */
  String readText(int address, int length);

  /** Whether the bytes at {@code address} are these. */
  boolean holds(int address, byte[] bytes);

  /** Copies guest bytes into {@code target} until it is full. */
  void read(int address, ByteBuffer target);

  /** Copies {@code length} bytes of {@code source} into the guest. */
  void write(int address, byte[] source, int offset, int length);

  /** Copies what remains in {@code source} into the guest and consumes it. */
  void write(int address, ByteBuffer source);
}

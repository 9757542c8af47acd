package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.NullMemory;
import io.weir.proxywasm.host.BodyBuffer;

/** A read-only buffer over an array. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BytesBuffer(byte[] bytes) implements BodyBuffer {
  /** All that is in another one now. */
  static BytesBuffer copyOf(BodyBuffer other) {
    byte[] copy = new byte[other.length()];
    if (copy.length != 0) {
      NullMemory memory = NullMemory.ofSize(copy.length);
      other.read(0, copy.length, memory, 0);
      memory.read(0, copy, 0, copy.length);
    }
    return new BytesBuffer(copy);
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public void read(int start, int length, GuestMemory memory, int address) {
    memory.write(address, bytes, start, length);
  }

  @Override
  public void replaceHead(int drain, byte[] data) {
    throw new UnsupportedOperationException("a configuration is read-only");
  }

  @Override
  public void append(byte[] data) {
    throw new UnsupportedOperationException("a configuration is read-only");
  }
}

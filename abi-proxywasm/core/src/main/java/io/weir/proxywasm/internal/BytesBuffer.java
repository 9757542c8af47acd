package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;

/** A read-only buffer over an array. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BytesBuffer(byte[] bytes) implements BodyBuffer {
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

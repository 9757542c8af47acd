package io.weir.bench.vm;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;
import java.util.Arrays;

/** A body in an array. */
final class ArrayBody implements BodyBuffer {
  private byte[] bytes;

  ArrayBody(int length) {
    bytes = new byte[length];
  }

  byte[] bytes() {
    return bytes;
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
    byte[] rest = Arrays.copyOfRange(bytes, drain, bytes.length);
    bytes = data;
    append(rest);
  }

  @Override
  public void append(byte[] data) {
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, before + data.length);
    System.arraycopy(data, 0, bytes, before, data.length);
  }
}

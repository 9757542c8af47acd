package io.weir.proxywasm.host;

import io.weir.proxywasm.engine.GuestMemory;

/** Bytes of a body that a guest may look at and change during a callback. */
public interface BodyBuffer {
  int length();

  /** How long a guest may make it, in bytes. */
  default int maxLength() {
    return Integer.MAX_VALUE;
  }

  /** Copies {@code length} bytes from {@code start} into the guest; both are within the buffer. */
  void read(int start, int length, GuestMemory memory, int address);

  /** Drops the first {@code drain} bytes (at most {@link #length}) and puts {@code data} there. */
  void replaceHead(int drain, byte[] data);

  void append(byte[] data);
}

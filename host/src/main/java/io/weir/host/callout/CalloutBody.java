package io.weir.host.callout;

import io.netty.buffer.ByteBuf;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;
import java.nio.ByteBuffer;

/** The body of a call's answer, for the time of the callback. Does not own the bytes. */
record CalloutBody(ByteBuf bytes) implements BodyBuffer {
  @Override
  public int length() {
    return bytes.readableBytes();
  }

  @Override
  public void read(int start, int length, GuestMemory memory, int address) {
    int to = address;
    for (ByteBuffer part : bytes.nioBuffers(bytes.readerIndex() + start, length)) {
      int n = part.remaining();
      memory.write(to, part);
      to += n;
    }
  }

  @Override
  public void replaceHead(int drain, byte[] data) {
    throw new UnsupportedOperationException("the answer to a call is read-only");
  }

  @Override
  public void append(byte[] data) {
    throw new UnsupportedOperationException("the answer to a call is read-only");
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body that one filter has before it: the chunk of a callback, or all that it holds.
 * Owns its buffer; a guest's view of it copies nothing until the guest reads.
 */
public final class HeldBody implements BodyBuffer {
  private @Nullable ByteBuf bytes;

  public boolean isEmpty() {
    return bytes == null;
  }

  /** Takes {@code chunk} over and puts it behind what is there. */
  public void append(ByteBuf chunk) {
    if (!chunk.isReadable()) {
      chunk.release();
      if (bytes == null) {
        bytes = Unpooled.EMPTY_BUFFER;
      }
      return;
    }
    ByteBuf old = bytes;
    if (old == null || !old.isReadable()) {
      release();
      bytes = chunk;
      return;
    }
    if (old instanceof CompositeByteBuf composite && composite.numComponents() < 512) {
      composite.addComponent(true, chunk);
      return;
    }
    CompositeByteBuf composite = chunk.alloc().compositeBuffer(1024);
    composite.addComponent(true, old).addComponent(true, chunk);
    bytes = composite;
  }

  /** Gives the bytes away, empty when there are none. */
  public ByteBuf take() {
    ByteBuf all = bytes;
    bytes = null;
    return all == null ? Unpooled.EMPTY_BUFFER : all;
  }

  public void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }

  @Override
  public int length() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  @Override
  public void read(int start, int length, GuestMemory memory, int address) {
    ByteBuf all = bytes;
    if (all == null || length == 0) {
      return;
    }
    int to = address;
    for (ByteBuffer part : all.nioBuffers(all.readerIndex() + start, length)) {
      int n = part.remaining();
      memory.write(to, part);
      to += n;
    }
  }

  @Override
  public void replaceHead(int drain, byte[] data) {
    ByteBuf all = take();
    ByteBuf rest = all.skipBytes(drain);
    if (data.length != 0) {
      bytes = Unpooled.wrappedBuffer(data);
      append(rest);
    } else {
      append(rest);
    }
  }

  @Override
  public void append(byte[] data) {
    if (data.length != 0) {
      append(Unpooled.wrappedBuffer(data));
    }
  }
}

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
  /** So many small chunks in a row are copied into one. */
  private static final int RUN = 256;

  /** What a run has to have at least, in bytes, to stay as it is. */
  private static final int RUN_BYTES = RUN * 256;

  /** How many times the buffer limit a guest may make of it, once it has it before it. */
  private static final int MAX_GROWTH = 16;

  private @Nullable ByteBuf bytes;

  /** The one that was made here and is no one else's yet; anything else stays as it is. */
  private @Nullable CompositeByteBuf own;

  /** How long a guest may make it; what arrives is limited by who reads it. */
  private int maxLength = MAX_GROWTH * FilterPath.BUFFER_LIMIT;

  /** How many components of it are as they shall stay. */
  private int settled;

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
    if (old instanceof CompositeByteBuf composite && composite == own) {
      composite.addComponent(true, chunk);
      settle(composite);
      return;
    }
    CompositeByteBuf composite = chunk.alloc().compositeBuffer(Integer.MAX_VALUE);
    composite.addComponent(true, old).addComponent(true, chunk);
    bytes = composite;
    own = composite;
    settled = 0;
  }

  /** A body that comes in crumbs costs what it weighs, and no more for each of them. */
  private void settle(CompositeByteBuf composite) {
    int run = composite.numComponents() - settled;
    if (run < RUN) {
      return;
    }
    if (composite.capacity() - composite.toByteIndex(settled) < RUN_BYTES) {
      composite.consolidate(settled, run);
    }
    settled = composite.numComponents();
  }

  /** Gives the bytes away, empty when there are none. */
  public ByteBuf take() {
    ByteBuf all = bytes;
    bytes = null;
    own = null;
    return all == null ? Unpooled.EMPTY_BUFFER : all;
  }

  public void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
      own = null;
    }
  }

  @Override
  public int length() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  /** The limit of what is held here, in bytes, is another one now. */
  void bufferLimit(int bytes) {
    maxLength = (int) Math.min((long) bytes * MAX_GROWTH, FilterPath.MAX_BUFFER_LIMIT);
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
    CompositeByteBuf composite = own;
    if (composite != null && drain < composite.readableBytes()) {
      composite.skipBytes(drain).discardReadBytes();
      if (data.length != 0) {
        composite.addComponent(true, 0, Unpooled.wrappedBuffer(data)); // never one in another
      }
      settled = 0;
      return;
    }
    ByteBuf rest = take().skipBytes(drain);
    if (data.length != 0) {
      bytes = Unpooled.wrappedBuffer(data);
    }
    append(rest);
  }

  @Override
  public void append(byte[] data) {
    if (data.length != 0) {
      append(Unpooled.wrappedBuffer(data));
    }
  }
}

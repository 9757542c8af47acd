package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The bytes that a connection has brought and nobody has taken yet; owns them. Loop-confined. */
final class Http1Input {
  private @Nullable ByteBuf held;

  /** Takes {@code bytes} over. */
  void add(ByteBuf bytes, ByteBufAllocator alloc) {
    ByteBuf before = peek();
    if (before == null) {
      held = bytes;
      return;
    }
    held = joined(before, bytes, alloc);
    bytes.release();
  }

  private static ByteBuf joined(ByteBuf before, ByteBuf bytes, ByteBufAllocator alloc) {
    int length = bytes.readableBytes();
    if (before.refCnt() == 1 && !before.isReadOnly() && before.maxFastWritableBytes() >= length) {
      return before.writeBytes(bytes);
    }
    ByteBuf larger = alloc.buffer(2 * before.readableBytes() + length);
    larger.writeBytes(before).writeBytes(bytes);
    before.release();
    return larger;
  }

  /** What is there, still owned by this; null for nothing. */
  @Nullable ByteBuf peek() {
    ByteBuf bytes = held;
    if (bytes != null && !bytes.isReadable()) {
      release();
      return null;
    }
    return bytes;
  }

  boolean isEmpty() {
    return peek() == null;
  }

  /** The next {@code length} bytes, which the caller owns. */
  ByteBuf take(int length) {
    ByteBuf bytes = held;
    if (bytes == null) {
      throw new IllegalStateException("nothing is held");
    }
    if (bytes.readableBytes() == length) {
      held = null;
      return bytes;
    }
    return bytes.readRetainedSlice(length);
  }

  /** All of it, which the caller owns; null for nothing. */
  @Nullable ByteBuf takeAll() {
    ByteBuf bytes = peek();
    held = null;
    return bytes;
  }

  void release() {
    ByteBuf bytes = held;
    held = null;
    if (bytes != null) {
      bytes.release();
    }
  }
}

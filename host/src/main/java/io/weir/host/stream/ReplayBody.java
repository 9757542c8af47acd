package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what was sent of a request's body, up to a size, so that it can be sent once more. Owns
 * its bytes. Confined to the loop.
 */
final class ReplayBody {
  private final int limit;
  private @Nullable ByteBuf bytes;
  private @Nullable HeaderList trailers;
  private boolean begun;
  private boolean end;
  private boolean lost;

  /**
   * @param limit in bytes
   */
  ReplayBody(int limit) {
    this.limit = limit;
  }

  /**
   * Copies {@code chunk}, which stays the caller's.
   *
   * @param mayLose whether the copy may be given up where it grows too long
   */
  void keep(ByteBuf chunk, boolean last, boolean mayLose) {
    begun = true;
    end |= last;
    ByteBuf kept = bytes;
    int length = (kept == null ? 0 : kept.readableBytes()) + chunk.readableBytes();
    if (lost || (length > limit && mayLose)) {
      release();
      lost = true;
      return;
    }
    if (kept == null) {
      kept = chunk.alloc().buffer(length);
      bytes = kept;
    }
    kept.writeBytes(chunk, chunk.readerIndex(), chunk.readableBytes());
  }

  void keepTrailers(HeaderList arrived) {
    trailers = arrived;
  }

  /** Whether all that was sent so far can be sent again. */
  boolean isWhole() {
    return !lost;
  }

  /** Whether there is a body, be it empty. */
  boolean hasBegun() {
    return begun;
  }

  boolean hasEnded() {
    return end;
  }

  @Nullable HeaderList trailers() {
    return trailers;
  }

  /** A copy, which is the caller's. */
  ByteBuf copy() {
    ByteBuf kept = bytes;
    return kept == null ? Unpooled.EMPTY_BUFFER : kept.copy();
  }

  void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}

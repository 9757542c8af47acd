package io.weir.host.tcp;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.HeldBody;

/** What one filter has before it in one direction of its connection. */
final class Hold {
  final HeldBody bytes = new HeldBody();

  /** The end of the direction is behind the bytes. */
  boolean end;

  /** Something has come since the filter's last callback. */
  boolean fresh;

  /** The filter has said stop. */
  boolean paused;

  boolean inCallback;

  /** How many callbacks of this direction there have been. */
  int callbacks;

  /** Takes {@code chunk} over. */
  void add(ByteBuf chunk, boolean atEnd) {
    fresh |= chunk.isReadable() || atEnd;
    end |= atEnd;
    if (chunk.isReadable()) {
      bytes.append(chunk);
    } else {
      chunk.release();
    }
  }

  boolean takeEnd() {
    boolean taken = end;
    end = false;
    return taken;
  }

  /** Whether the guest may look at the bytes and change them. */
  boolean isVisible() {
    return inCallback || paused;
  }
}

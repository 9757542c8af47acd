package io.weir.registry.server;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.weir.registry.http.ClientGoneException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body between the event loop, which offers, and the handler's thread, which reads.
 * Holds about {@link #HIGH_WATER} bytes: the loop reads on only while there is room.
 */
final class RequestBody extends InputStream {
  static final long HIGH_WATER = 256 << 10;
  private static final Object END = new Object();
  private static final Object GONE = new Object();

  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
  private final AtomicLong held = new AtomicLong();
  private final Runnable onFirstRead;
  private final Runnable onRoom;
  private final long timeoutSeconds;
  private @Nullable ByteBuf current;
  private @Nullable Object end;
  private boolean begun;

  /**
   * @param onFirstRead called once, on the reading thread, before anything is waited for
   * @param onRoom called on the reading thread when there is room again
   */
  RequestBody(Runnable onFirstRead, Runnable onRoom, long timeoutSeconds) {
    this.onFirstRead = onFirstRead;
    this.onRoom = onRoom;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Event loop: takes over {@code data}. */
  void offer(ByteBuf data) {
    held.addAndGet(data.readableBytes());
    queue.add(data);
  }

  /** Event loop: all has come. */
  void finish() {
    queue.add(END);
  }

  /** Event loop: no more will come. */
  void fail() {
    queue.add(GONE);
  }

  /** Any thread: whether the loop may read on. */
  boolean hasRoom() {
    return held.get() < HIGH_WATER;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuf data = next();
    if (data == null) {
      return -1;
    }
    int count = Math.min(length, data.readableBytes());
    data.readBytes(target, offset, count);
    if (!data.isReadable()) {
      release(data);
    }
    return count;
  }

  /** The buffer to read from, never empty; null at the end. */
  private @Nullable ByteBuf next() throws IOException {
    if (!begun) {
      begun = true;
      onFirstRead.run();
    }
    while (current == null && end == null) {
      Object item = take();
      if (!(item instanceof ByteBuf data)) {
        end = item;
      } else if (data.isReadable()) {
        held.addAndGet(-data.readableBytes());
        current = data;
        onRoom.run();
      } else {
        data.release();
      }
    }
    if (end == GONE) {
      throw new ClientGoneException("the client went away");
    }
    return current;
  }

  private Object take() throws ClientGoneException {
    try {
      Object item = queue.poll(timeoutSeconds, TimeUnit.SECONDS);
      if (item == null) {
        throw new ClientGoneException("no data for " + timeoutSeconds + " s");
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException("interrupted");
    }
  }

  private void release(ByteBuf data) {
    data.release();
    current = null;
  }

  /** Reading thread, after the answer: drops what was not read. */
  void discard() {
    if (current != null) {
      release(current);
    }
    Object item = queue.poll();
    while (item != null) {
      if (item instanceof ByteBuf data) {
        held.addAndGet(-data.readableBytes());
        ReferenceCountUtil.release(data);
      }
      item = queue.poll();
    }
  }
}

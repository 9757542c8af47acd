package io.weir.registry.server;

import io.netty.buffer.ByteBuf;
import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.LendingBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body between the event loop, which offers, and the handler's thread, which reads.
 * Holds about {@link #HIGH_WATER} bytes, less when all bodies together hold much: the loop reads on
 * only while there is room. A client that is silent, or slower than {@link #SLOWEST}, is given up.
 */
final class RequestBody extends InputStream implements LendingBody {
  static final long HIGH_WATER = 256 << 10;

  /** What is left when a loop that had to stop is told to read on. */
  private static final long LOW_WATER = HIGH_WATER / 2;

  /** Bytes a second that a client has to send after its first minute. */
  static final long SLOWEST = 1 << 10;

  private static final Object END = new Object();
  private static final Object GONE = new Object();

  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
  private final AtomicLong held = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final BodyBudget budget;
  private final Runnable onFirstRead;
  private final Runnable onRoom;
  private final long patienceNanos;
  private @Nullable ByteBuf current;
  private @Nullable Object end;
  private boolean begun;
  private long received;
  private long waitedNanos;

  /**
   * @param onFirstRead called once, on the reading thread, before anything is waited for
   * @param onRoom called on the reading thread when there is room again after {@link #hasRoom} has
   *     told that there is none
   * @param patienceSeconds how long a client may be silent
   */
  RequestBody(BodyBudget budget, Runnable onFirstRead, Runnable onRoom, long patienceSeconds) {
    this.budget = budget;
    this.onFirstRead = onFirstRead;
    this.onRoom = onRoom;
    this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
  }

  /** Event loop: takes over {@code data}. */
  void offer(ByteBuf data) {
    hold(data.readableBytes());
    queue.add(data);
  }

  /** Event loop: all has come or, when it {@code broke}, no more will. */
  void end(boolean broke) {
    queue.add(broke ? GONE : END);
  }

  /** Event loop: whether it may read on; when not, it is told as soon as it may. */
  boolean hasRoom() {
    if (isBelow(HIGH_WATER)) {
      return true;
    }
    stopped.set(true);
    return isBelow(HIGH_WATER); // once more: the reader may have been at its end before the mark
  }

  private boolean isBelow(long mark) {
    long own = held.get();
    return own < mark && budget.hasRoom(own);
  }

  /** A wake-up of the loop costs more than a piece: it is for many, and only when it waits. */
  private void tellOfRoom() {
    if (stopped.get() && isBelow(LOW_WATER) && stopped.compareAndSet(true, false)) {
      onRoom.run();
    }
  }

  private void hold(long bytes) {
    held.addAndGet(bytes);
    budget.add(bytes);
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
    return count;
  }

  @Override
  public @Nullable ByteBuffer lend() throws IOException {
    ByteBuf data = next();
    if (data == null) {
      return null;
    }
    ByteBuffer lent = data.nioBuffer();
    data.skipBytes(data.readableBytes()); // released by the next call
    return lent;
  }

  /** The buffer to read from, never empty; null at the end. */
  private @Nullable ByteBuf next() throws IOException {
    if (!begun) {
      begun = true;
      onFirstRead.run();
    }
    if (current != null && !current.isReadable()) {
      release(current);
    }
    while (current == null && end == null) {
      Object item = take();
      if (!(item instanceof ByteBuf data)) {
        end = item;
      } else if (data.isReadable()) {
        current = data;
        received += data.readableBytes();
        hold(-data.readableBytes());
        tellOfRoom();
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
    Object there = queue.poll();
    if (there != null) {
      return there;
    }
    long before = System.nanoTime();
    long left = patienceNanos + TimeUnit.SECONDS.toNanos(received / SLOWEST) - waitedNanos;
    try {
      Object item = queue.poll(Math.min(left, patienceNanos), TimeUnit.NANOSECONDS);
      waitedNanos += System.nanoTime() - before;
      if (item == null) {
        throw new ClientGoneException("the body came too slowly: " + received + " bytes");
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

  /**
   * Drops what was not read. After the answer, when nobody reads any more; what is offered later is
   * not taken.
   */
  void discard() {
    if (current != null) {
      release(current);
    }
    Object item = queue.poll();
    while (item != null) {
      if (item instanceof ByteBuf data) {
        hold(-data.readableBytes());
        data.release();
      }
      item = queue.poll();
    }
  }
}

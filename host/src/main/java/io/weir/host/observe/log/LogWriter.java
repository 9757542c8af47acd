package io.weir.host.observe.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One access log's thread: it takes the workers' lines to the file. When the file is slow, lines
 * are dropped in the rings; a worker never waits for it.
 */
final class LogWriter {
  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  private static final int RING_BYTES = 1 << 20;
  private static final long PAUSE_NANOS = 50_000_000;
  private static final long LOOK_NANOS = 1_000_000_000;

  private final LogSinkFile sink;
  private final List<LineRing> rings;
  private final Thread thread;
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean idle;

  LogWriter(LogSinkFile sink, int workers) {
    this.sink = sink;
    this.rings = Stream.generate(() -> new LineRing(RING_BYTES)).limit(workers).toList();
    this.thread = Thread.ofPlatform().daemon().name("weir-access-log").start(this::run);
  }

  /** The path that it writes to. */
  String name() {
    return sink.name();
  }

  LineRing ring(int worker) {
    return rings.get(worker);
  }

  /** A ring fills up. Any thread; never waits. */
  void wake() {
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  /** Lines that found no room. */
  long dropped() {
    return rings.stream().mapToLong(LineRing::dropped).sum();
  }

  /** Writes that the file has refused. */
  long failures() {
    return failures.get();
  }

  /**
   * Writes what is in the rings and ends.
   *
   * @return whether it was done in time
   */
  boolean close(long millis) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      return thread.join(java.time.Duration.ofMillis(Math.max(1, millis)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    long looked = System.nanoTime();
    boolean last = false;
    while (!last) {
      last = closing; // read before the rings: what comes before close() is written
      boolean written = drain();
      if (System.nanoTime() - looked > LOOK_NANOS) {
        looked = System.nanoTime();
        attempt(sink::reopenIfMoved);
      }
      if (!written && !last) {
        idle = true;
        LockSupport.parkNanos(this, PAUSE_NANOS);
        idle = false;
      }
    }
    attempt(sink::close);
  }

  private boolean drain() {
    boolean written = false;
    for (LineRing ring : rings) {
      try {
        written |= ring.drain(sink);
      } catch (IOException e) {
        failed(e);
      }
    }
    return written;
  }

  private interface FileTask {
    void run() throws IOException;
  }

  private void attempt(FileTask task) {
    try {
      task.run();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    long count = failures.incrementAndGet();
    if (Long.bitCount(count) == 1) { // the 1st, 2nd, 4th ... so that a full disk does not flood
      log.error("access log {}: not written ({} times): {}", sink.name(), count, e.toString());
    }
  }
}

package io.weir.host.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the connections of a gateway that stops, and says how far it is. */
final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);
  private static final long REPORT_MILLIS = 5_000;

  private final WorkerGroup workers;

  Drain(WorkerGroup workers) {
    this.workers = workers;
  }

  /** Goes on as before for a while: load balancers are to see first that the gateway goes away. */
  void delay(Duration delay) {
    if (delay.isZero()) {
      return;
    }
    log.info("not ready any more; connections are taken for another {} s", delay.toSeconds());
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets idle connections go now, and the others when their streams are over. Blocks. */
  void await(long millis) {
    CountDownLatch drained = new CountDownLatch(workers.workers().size());
    workers.onEach(worker -> worker.connections().drain(drained::countDown));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!drained.await(Math.min(REPORT_MILLIS, left(end)), TimeUnit.MILLISECONDS)) {
        if (left(end) == 0) {
          log.warn("{} connections are cut off: they were given {} ms to end", open(), millis);
          return;
        }
        log.info("{} connections are still busy; they have {} ms to end", open(), left(end));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long left(long end) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  private long open() {
    LongAdder open = new LongAdder();
    workers.onEach(worker -> open.add(worker.connections().size()));
    return open.sum();
  }
}

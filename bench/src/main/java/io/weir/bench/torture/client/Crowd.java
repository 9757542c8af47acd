package io.weir.bench.torture.client;

import io.weir.bench.torture.payload.SeededBytes;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All clients of a run, each on a virtual thread of its own. */
public final class Crowd implements AutoCloseable {

  private static final long STARTING_POLL_MS = 20;
  private static final long CLOSE_LIMIT_S = 10;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("torture-", 0).factory());
  private final Target target;
  private final Load load;
  private volatile boolean more = true;

  private Crowd(Target target, Load load) {
    this.target = target;
    this.load = load;
  }

  /** Starts all clients. */
  public static Crowd start(Target target, Load load, long seed) {
    Crowd crowd = new Crowd(target, load);
    for (Kind kind : Kind.values()) {
      for (int n = 0; n < load.clients(kind); n++) {
        long own = SeededBytes.mix(seed, kind.label().hashCode() * 100_000L + n);
        crowd.threads.execute(
            new StreamLoop(target, kind, n, load.script(kind), own, () -> crowd.more));
      }
    }
    return crowd;
  }

  /**
   * Waits until of every kind as many streams as there are clients have run at one time.
   *
   * @return whether that came about within the limit
   */
  public boolean awaitAllOpen(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!allOpen()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(STARTING_POLL_MS);
    }
    return true;
  }

  /**
   * Lets every stream run to its end and starts no other.
   *
   * @return whether all ended within the limit
   */
  public boolean finish(Duration limit) throws InterruptedException {
    more = false;
    threads.shutdown();
    return threads.awaitTermination(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Ends whatever still runs. */
  @Override
  public void close() throws InterruptedException {
    more = false;
    threads.shutdownNow();
    threads.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS);
  }

  private boolean allOpen() {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.PLAIN && target.tally().peak(kind) < load.clients(kind)) {
        return false;
      }
    }
    return true;
  }
}

package io.weir.registry.housekeeping;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind of housekeeping: runs once at a time, and remembers how the last run ended. */
public final class HousekeepingTask {
  private static final Logger LOG = LoggerFactory.getLogger(HousekeepingTask.class);

  private final String name;
  private final Work work;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Outcome last;

  /** What is to be done. */
  interface Work {
    /**
     * @param asked whether somebody waits for it
     * @return a report, for JSON
     */
    Object run(boolean dryRun, boolean asked) throws IOException;
  }

  /**
   * How a run ended.
   *
   * @param report null when it failed
   * @param failure null when it did not
   */
  public record Outcome(String finished, @Nullable Object report, @Nullable String failure) {}

  /** How things stand. */
  public record Status(String task, boolean running, long runs, @Nullable Outcome last) {}

  HousekeepingTask(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  public String name() {
    return name;
  }

  public Status status() {
    boolean now = running.get();
    return new Status(name, now, runs.get(), last);
  }

  /** Runs that have ended. */
  public long runs() {
    return runs.get();
  }

  public long failures() {
    return failures.get();
  }

  /** Starts a run that somebody asked for; false when one goes on. */
  boolean start(boolean dryRun) {
    if (!running.compareAndSet(false, true)) {
      return false;
    }
    Thread.ofVirtual().name("registry-" + name).start(() -> run(dryRun, true));
    return true;
  }

  /** Runs by itself, on this thread, unless a run goes on. */
  void runByItself() {
    if (running.compareAndSet(false, true)) {
      run(false, false);
    }
  }

  private void run(boolean dryRun, boolean asked) {
    try {
      Object report = work.run(dryRun, asked);
      last = new Outcome(Instant.now().toString(), report, null);
    } catch (InterruptedIOException e) {
      LOG.debug("{} was ended", name);
    } catch (IOException | RuntimeException e) {
      failures.incrementAndGet();
      last = new Outcome(Instant.now().toString(), null, String.valueOf(e.getMessage()));
      LOG.error("{} failed", name, e);
    } finally {
      runs.incrementAndGet();
      running.set(false);
    }
  }
}

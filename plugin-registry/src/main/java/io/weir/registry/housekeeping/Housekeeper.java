package io.weir.registry.housekeeping;

import io.weir.registry.config.CollectionConfig;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs collection, retention and scrub, by themselves and when asked, and keeps quotas. Closed
 * before its store is. Thread-safe.
 */
public final class Housekeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("registry-housekeeping-", 0).factory());
  private final CollectionConfig config;
  private final Quotas quotas;
  private final Collector collector;
  private final Retention retention;
  private final Scrub scrub;
  private final List<HousekeepingTask> tasks;
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();
  private volatile boolean closed;

  private Housekeeper(RegistryStore store, RegistryConfig config) {
    this.config = config.collection();
    this.quotas = Quotas.watch(store, config.quotas());
    this.collector = new Collector(store, System::nanoTime);
    this.retention =
        new Retention(
            store,
            this.config.retention(),
            new SteadyClock(Clock.systemUTC(), System::nanoTime),
            System::nanoTime);
    this.scrub = new Scrub(store);
    this.tasks =
        List.of(
            new HousekeepingTask("gc", (dryRun, asked) -> cleaned(collector.run(grace(), dryRun))),
            new HousekeepingTask(
                "retention", (dryRun, asked) -> cleaned(retention.run(grace(), dryRun))),
            new HousekeepingTask("scrub", this::scrub));
    store.listen(collector);
  }

  /** Starts on a store that does not serve yet. */
  public static Housekeeper start(RegistryStore store, RegistryConfig config) {
    Housekeeper housekeeper = new Housekeeper(store, config);
    housekeeper.schedule();
    return housekeeper;
  }

  private void schedule() {
    if (config.gc().enabled()) {
      every(config.gc().interval(), tasks.get(0));
    }
    if (config.gc().enabled() && !config.retention().isEmpty()) {
      every(config.gc().interval(), tasks.get(1));
    }
    if (config.scrub().enabled()) {
      every(config.scrub().interval(), tasks.get(2));
    }
  }

  private void every(Duration interval, HousekeepingTask task) {
    long nanos = interval.toNanos();
    scheduler.scheduleWithFixedDelay(task::runByItself, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private long grace() {
    return config.gc().grace().toNanos();
  }

  private Cleaning cleaned(Cleaning cleaning) {
    if (!cleaning.dryRun()) {
      deleted.addAndGet(cleaning.count());
    }
    if (cleaning.count() > 0) {
      LOG.info(
          "{} {} things, {} bytes; {} more wait for their time",
          cleaning.dryRun() ? "would delete" : "deleted",
          cleaning.count(),
          cleaning.bytes(),
          cleaning.waiting());
    }
    return cleaning;
  }

  private Scrubbing scrub(boolean dryRun, boolean asked) throws IOException {
    Pace slow = asked ? Pace.NONE : Pace.of(config.scrub().bytesPerSecond().bytes());
    Scrubbing scrubbing = scrub.run(dryRun, slow.until(() -> closed));
    if (!dryRun) {
      damaged.addAndGet(scrubbing.damaged());
    }
    return scrubbing;
  }

  /** Collection, retention and scrub. */
  public List<HousekeepingTask> tasks() {
    return tasks;
  }

  /** How many tags, manifests, blobs and contents were deleted since the start. */
  public long deleted() {
    return deleted.get();
  }

  /** How many damaged contents were moved aside since the start. */
  public long damaged() {
    return damaged.get();
  }

  /** How the quotas stand, in the order of the configuration. */
  public List<QuotaUse> quotas() {
    return quotas.usages().stream()
        .map(each -> new QuotaUse(each.quota(), each.bytes(), each.repositories(), each.tags()))
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    scheduler.shutdownNow();
  }
}

package io.weir.host.overload;

import io.netty.util.internal.PlatformDependent;
import io.weir.host.config.OverloadSettings;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks several times a second at the memory in use, on a thread of its own, and tells the workers
 * when new requests are to be refused and when no longer.
 */
public final class OverloadMonitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OverloadMonitor.class);

  private static final long LOOK_MILLIS = 100;

  /** Refusing ends this far below the limit, so that it does not come and go with each request. */
  private static final int SLACK_PERCENT = 3;

  /** While requests are refused little is allocated, and no collection would show the end of it. */
  private static final long COLLECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final IntSupplier heapPercent;
  private final IntSupplier directPercent;
  private final Consumer<Boolean> told;
  private final Runnable collect;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-overload").factory());
  private volatile OverloadSettings settings = OverloadSettings.DEFAULT;
  private volatile boolean shedding;
  private long collectedAt;

  /**
   * @param told of each change; runs on the monitor's thread
   */
  public OverloadMonitor(Consumer<Boolean> told) {
    this(new HeapUse()::percent, OverloadMonitor::directPercent, told, System::gc);
  }

  OverloadMonitor(
      IntSupplier heapPercent,
      IntSupplier directPercent,
      Consumer<Boolean> told,
      Runnable collect) {
    this.heapPercent = heapPercent;
    this.directPercent = directPercent;
    this.told = told;
    this.collect = collect;
  }

  /** Begins to look. Once. */
  public void start() {
    looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What counts from now on. Any thread. */
  public void settings(OverloadSettings now) {
    settings = now;
  }

  /** Whether new requests are being refused. Any thread. */
  public boolean isShedding() {
    return shedding;
  }

  /** Of the heap, after its last collection. Any thread. */
  public int heapPercent() {
    return heapPercent.getAsInt();
  }

  /** Of direct memory, now. Any thread. */
  public int directPercentUsed() {
    return directPercent.getAsInt();
  }

  void look() {
    OverloadSettings limits = settings;
    int slack = shedding ? SLACK_PERCENT : 0;
    int heap = heapPercent.getAsInt();
    int direct = directPercent.getAsInt();
    boolean heapFull = heap >= limits.heapPercent() - slack;
    boolean now = heapFull || direct >= limits.directMemoryPercent() - slack;
    if (now != shedding) {
      shedding = now;
      say(now, heap, direct);
      told.accept(now);
    }
    if (now && heapFull && System.nanoTime() - collectedAt > COLLECT_NANOS) {
      collect.run();
      collectedAt = System.nanoTime();
    }
  }

  private static void say(boolean now, int heap, int direct) {
    if (now) {
      log.warn(
          "overloaded, new requests are answered with 503: {} % of the heap and {} % of direct"
              + " memory are in use (give the gateway more memory, or lower its limits on bodies"
              + " and streams)",
          heap, direct);
    } else {
      log.warn("not overloaded any more: heap {} %, direct memory {} %", heap, direct);
    }
  }

  private static int directPercent() {
    long limit = PlatformDependent.maxDirectMemory();
    long used = PlatformDependent.usedDirectMemory();
    return limit <= 0 || used < 0 ? 0 : (int) (used * 100 / limit);
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}

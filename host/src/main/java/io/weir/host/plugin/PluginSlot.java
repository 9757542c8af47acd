package io.weir.host.plugin;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.VmStats;
import io.weir.proxywasm.host.WorkerServices;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a plugin generation on one worker: its VMs there, and how many streams hold it.
 * Confined to the worker's loop.
 */
public final class PluginSlot {
  private static final Logger log = LoggerFactory.getLogger(PluginSlot.class);
  private static final int MAX_WAITERS = 4096;
  private static final long DRAIN_WAIT_SECONDS = 5;

  /** Starts VMs away from the loop. */
  interface VmStarter {
    /**
     * Starts a VM after a delay; exactly one of {@link PluginSlot#started} and {@link
     * PluginSlot#startFailed} runs, on the worker's loop.
     */
    void start(PluginSlot slot, long delayMillis);

    /** One that is started already, or null. The caller's own, to adopt or to close. */
    default @Nullable PluginVm spare(PluginSlot slot) {
      return null;
    }
  }

  private final PluginGeneration generation;
  private final EventLoop loop;
  private final WorkerServices services;
  private final VmStarter starter;
  private final VmSupply supply;
  private final CrashBackoff backoff = new CrashBackoff();
  private final CrashBackoff rebuilds = new CrashBackoff();
  private final ArrayDeque<Runnable> waiters = new ArrayDeque<>();
  private final Set<HostedVm> vms = new HashSet<>();
  private final FailureLog refusals;
  private final FailureLog crashes;
  private VmStats gone = VmStats.NONE; // of the VMs that it had
  private int pins;
  private int starting;
  private boolean retired;
  private boolean drained;

  PluginSlot(
      PluginGeneration generation, EventLoop loop, WorkerServices services, VmStarter starter) {
    this.generation = generation;
    this.loop = loop;
    this.starter = starter;
    this.refusals = new FailureLog(loop.ticker()::nanoTime);
    this.crashes = new FailureLog(loop.ticker()::nanoTime);
    this.supply = generation.isolatesStreams() ? new VmPool(generation.warmPool()) : new SharedVm();
    this.services =
        generation.isolatesStreams() ? VmOwnership.told(services, generation) : services;
  }

  PluginGeneration generation() {
    return generation;
  }

  EventLoop loop() {
    return loop;
  }

  // ---- what streams do

  /** Somebody who may become a stream holds this generation. */
  public void pin() {
    pins++;
  }

  /** That one does no longer. */
  public void unpin() {
    pins--;
    drainIfUnused();
  }

  /** A stream begins with this generation, and with one of its VMs. */
  public VmLease lease() {
    pin();
    HostedVm hosted = supply.take();
    if (hosted == null) {
      generation.totals().count(PluginEvent.UNAVAILABLE);
    } else {
      hosted.streams++;
    }
    fill(0);
    return new VmLease(this, hosted);
  }

  void logFailure(String where, FailStrategy strategy, PluginException failure) {
    String tail = refusals.admit();
    if (tail != null) {
      log.error(
          "plugin {} on {}: {}; its fail strategy is {}{}",
          generation.label(),
          where,
          failure.getMessage(),
          strategy,
          tail);
    }
  }

  void release(@Nullable HostedVm hosted) {
    if (hosted != null) {
      hosted.streams--;
      endIfLeft(hosted);
    }
    unpin();
  }

  /**
   * Has a fresh VM take the place of the present one, which ends with its last stream: a guest asks
   * for it when it has used up its memory, say. A guest that asks again and again waits longer and
   * longer. With {@code isolation: stream} there is nothing to do, since each stream has a fresh
   * one.
   */
  public void requestRebuild() {
    if (retired || !(supply instanceof SharedVm shared) || shared.rebuilding()) {
      return;
    }
    generation.totals().count(PluginEvent.REBUILD);
    log.info("plugin {}: its guest asked for a fresh VM", generation.label());
    shared.rebuild(true);
    fill(rebuilds.nextDelayMillis());
  }

  // ---- VMs come and go

  /** A VM that was started ahead is this worker's now. Never throws: a commit goes on. */
  void adopt(PluginVm vm) {
    HostedVm hosted = new HostedVm(vm);
    vms.add(hosted);
    backoff.started();
    rebuilds.started();
    vm.onFailure(failure -> vmFailed(hosted, failure));
    HostedVm before = supply.add(hosted);
    if (before != null) {
      before.leaving = true;
      endIfLeft(before);
    }
    try {
      vm.adopt(services);
    } catch (RuntimeException e) {
      log.error("plugin {}: failed as it was handed to its worker", generation.label(), e);
      vmFailed(
          hosted,
          new PluginException(PluginException.Phase.CALL, String.valueOf(e.getMessage()), e));
    }
    wakeWaiters();
    fill(0);
    drainIfUnused();
  }

  /** The VM that the starter was asked for. */
  void started(PluginVm vm) {
    starting--;
    generation.totals().count(PluginEvent.RESTART);
    adopt(vm);
  }

  /** The VM could not be started again. */
  void startFailed(PluginException failure) {
    starting--;
    generation.totals().count(PluginEvent.START_FAILURE);
    log.error(
        "plugin {}: could not be started again: {}", generation.label(), failure.getMessage());
    if (supply instanceof SharedVm shared && shared.available()) {
      shared.rebuild(false); // the present one goes on
    }
    wakeWaiters();
    fillAfterFailure();
    drainIfUnused();
  }

  private void vmFailed(HostedVm failed, PluginException failure) {
    if (failed.ending) {
      return; // it failed as it ended, and is freed anyway
    }
    failed.ending = true;
    supply.remove(failed);
    FailureBlame.count(generation, failed.vm, failure, crashes.admit());
    // Not now: the call that failed is still on the stack.
    loop.execute(() -> forget(failed));
    if (supply instanceof SharedVm) {
      replace(failed);
    } else {
      fill(0);
    }
  }

  /** A spare serves at once; else, or when it fails again and again, one is started. */
  private void replace(HostedVm failed) {
    if (retired || failed.leaving || starting > 0) {
      return;
    }
    long delay = backoff.nextDelayMillis();
    PluginVm spare = delay == 0 ? starter.spare(this) : null;
    if (spare == null) {
      backOff(delay);
      fill(delay);
      return;
    }
    generation.totals().count(PluginEvent.RESTART);
    adopt(spare);
  }

  private void fillAfterFailure() {
    if (!retired && supply.missing(waiters.size()) > starting) {
      long delay = backoff.nextDelayMillis();
      backOff(delay);
      fill(delay);
    }
  }

  private void backOff(long delayMillis) {
    if (delayMillis > 0) {
      generation.totals().count(PluginEvent.BACK_OFF);
      log.warn(
          "plugin {}: fails again and again, is started in {} ms", generation.label(), delayMillis);
    }
  }

  private void fill(long delayMillis) {
    while (!retired && starting < supply.missing(waiters.size())) {
      starting++;
      starter.start(this, delayMillis);
    }
  }

  private void endIfLeft(HostedVm hosted) {
    if (hosted.leaving && hosted.streams == 0 && !hosted.ending) {
      end(hosted);
    }
  }

  /** Tells the guest that it is over, and frees it. */
  private void end(HostedVm hosted) {
    hosted.ending = true;
    // A guest that never says proxy_done is not waited for for ever.
    ScheduledFuture<?> limit =
        loop.schedule(() -> forget(hosted), DRAIN_WAIT_SECONDS, TimeUnit.SECONDS);
    // Not from within the guest call that ended the last stream.
    loop.execute(
        () ->
            hosted.vm.shutDown(
                () -> {
                  limit.cancel(false);
                  forget(hosted);
                }));
  }

  private void forget(HostedVm hosted) {
    if (vms.remove(hosted)) {
      gone = gone.plus(hosted.vm.stats());
      hosted.vm.close();
      drainIfUnused();
    }
  }

  // ---- waiting

  private void wakeWaiters() {
    // One that finds that it has to wait again does not run again in this round.
    for (int count = waiters.size(); count > 0 && !worthWaiting(); count--) {
      Runnable next = waiters.poll();
      if (next == null) {
        return; // one has broken the VM, and the others have had the spare
      }
      next.run();
    }
  }

  /**
   * Sees to it that the slots have VMs: those of a plugin that has just failed are started anew,
   * which takes a moment. A plugin that fails again and again is not waited for. Whoever waits
   * holds all the slots meanwhile, as a stream does.
   *
   * @return false when nothing need be waited for; true when {@code ready} will run, on the loop
   */
  public static boolean whenReady(List<PluginSlot> slots, Runnable ready) {
    if (!anyCanWait(slots)) {
      return false;
    }
    slots.forEach(PluginSlot::pin);
    await(
        slots,
        () -> {
          try {
            ready.run();
          } finally {
            slots.forEach(PluginSlot::unpin);
          }
        });
    return true;
  }

  /** Whether {@link #whenReady} would have a stream wait. */
  public static boolean anyCanWait(List<PluginSlot> slots) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).canWait()) {
        return true;
      }
    }
    return false;
  }

  private static void await(List<PluginSlot> slots, Runnable ready) {
    for (PluginSlot slot : slots) {
      if (slot.canWait()) {
        slot.waiters.add(() -> await(slots, ready));
        slot.fill(0);
        return;
      }
    }
    ready.run();
  }

  private boolean canWait() {
    return worthWaiting() && waiters.size() < MAX_WAITERS;
  }

  private boolean worthWaiting() {
    return !supply.available() && starting > 0 && !backoff.isBackingOff();
  }

  // ---- the end

  /** No new stream will come; once the last one is gone the guest is told, and all is freed. */
  void retire() {
    retired = true;
    drainIfUnused();
  }

  /** A VM that is being started is waited for: until then its code is in use. */
  private void drainIfUnused() {
    if (!retired || drained || starting > 0 || pins > 0) {
      return;
    }
    for (HostedVm last : supply.drain()) {
      last.leaving = true;
      endIfLeft(last);
    }
    if (vms.isEmpty()) {
      drained = true;
      generation.totals().end(gone);
      gone = VmStats.NONE;
      generation.slotDrained();
    }
  }

  // ---- looking

  /** What it has now. */
  SlotStatus status() {
    long memory = 0;
    VmStats stats = gone;
    for (HostedVm hosted : vms) {
      memory += hosted.vm.memoryBytes();
      stats = stats.plus(hosted.vm.stats());
    }
    return new SlotStatus(vms.size(), pins, memory, stats);
  }
}

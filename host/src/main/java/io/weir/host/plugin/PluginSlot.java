package io.weir.host.plugin;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.WorkerServices;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a plugin generation on one worker: its VM there, and how many streams hold it.
 * Confined to the worker's loop, but for the numbers that a status asks for.
 */
public final class PluginSlot {
  private static final Logger log = LoggerFactory.getLogger(PluginSlot.class);
  private static final int MAX_WAITERS = 4096;
  private static final long DRAIN_WAIT_SECONDS = 5;

  /** Starts VMs away from the loop. */
  interface VmStarter {
    /** Starts a VM after a delay; exactly one of the callbacks runs, on the worker's loop. */
    void start(PluginSlot slot, long delayMillis);
  }

  private final PluginGeneration generation;
  private final EventLoop loop;
  private final WorkerServices services;
  private final VmStarter starter;
  private final CrashBackoff backoff = new CrashBackoff();
  private final ArrayDeque<Runnable> waiters = new ArrayDeque<>();
  private final AtomicInteger pins = new AtomicInteger(); // written by the loop only
  private volatile @Nullable PluginVm vm;
  private boolean starting;
  private boolean retired;
  private boolean drained;

  PluginSlot(
      PluginGeneration generation, EventLoop loop, WorkerServices services, VmStarter starter) {
    this.generation = generation;
    this.loop = loop;
    this.services = services;
    this.starter = starter;
  }

  PluginGeneration generation() {
    return generation;
  }

  EventLoop loop() {
    return loop;
  }

  /** A stream begins with this generation. */
  public void pin() {
    pins.setOpaque(pins.getPlain() + 1);
  }

  /** A stream that had pinned it has ended. */
  public void unpin() {
    pins.setOpaque(pins.getPlain() - 1);
    drainIfUnused();
  }

  /** The VM, or null while there is none: then the fail strategy decides. */
  public @Nullable PluginVm vm() {
    return vm;
  }

  int pins() {
    return pins.getOpaque();
  }

  boolean hasVm() {
    return vm != null;
  }

  /** A VM that was started elsewhere is this worker's now. Never throws: a commit goes on. */
  void adopt(PluginVm started) {
    starting = false;
    vm = started;
    backoff.started();
    started.onFailure(this::vmFailed);
    try {
      started.adopt(services);
    } catch (RuntimeException e) {
      log.error("plugin {}: failed as it was handed to its worker", generation.label(), e);
      vmFailed(new PluginException(PluginException.Phase.CALL, String.valueOf(e.getMessage()), e));
    }
    wakeWaiters();
    drainIfUnused();
  }

  /** The VM could not be started again. */
  void startFailed(PluginException failure) {
    starting = false;
    log.error(
        "plugin {}: could not be started again: {}", generation.label(), failure.getMessage());
    wakeWaiters();
    restart();
    drainIfUnused();
  }

  private void vmFailed(PluginException failure) {
    PluginVm failed = vm;
    vm = null;
    log.error("plugin {}: VM failed: {}", generation.label(), failure.getMessage());
    if (failed != null) {
      // Not now: the call that failed is still on the stack.
      loop.execute(failed::close);
    }
    restart();
  }

  private void restart() {
    if (retired || starting) {
      return;
    }
    starting = true;
    starter.start(this, backoff.nextDelayMillis());
  }

  /** One that finds that it has to wait again does not run again in this round. */
  private void wakeWaiters() {
    for (int count = waiters.size(); count > 0; count--) {
      waiters.remove().run();
    }
  }

  /**
   * Sees to it that the slots have their VMs: those of a plugin that has just failed are started
   * anew, which takes a moment. A plugin that fails again and again is not waited for. Whoever
   * waits holds all the slots meanwhile, as a stream does.
   *
   * @return false when nothing need be waited for; true when {@code ready} will run, on the loop
   */
  public static boolean whenReady(List<PluginSlot> slots, Runnable ready) {
    if (slots.stream().noneMatch(PluginSlot::worthWaiting)) {
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

  private static void await(List<PluginSlot> slots, Runnable ready) {
    for (PluginSlot slot : slots) {
      if (slot.worthWaiting()) {
        slot.waiters.add(() -> await(slots, ready));
        return;
      }
    }
    ready.run();
  }

  private boolean worthWaiting() {
    return vm == null && starting && !backoff.isBackingOff() && waiters.size() < MAX_WAITERS;
  }

  /** No new stream will come; once the last one is gone the guest is told, and all is freed. */
  void retire() {
    retired = true;
    drainIfUnused();
  }

  /** A VM that is being started is waited for: until then its code is in use. */
  private void drainIfUnused() {
    if (!retired || drained || starting || pins.getPlain() > 0) {
      return;
    }
    drained = true;
    PluginVm last = vm;
    if (last == null) {
      generation.slotDrained();
      return;
    }
    boolean[] told = {false};
    Runnable done =
        () -> {
          if (!told[0]) {
            told[0] = true;
            last.close();
            vm = null;
            generation.slotDrained();
          }
        };
    // A guest that never says proxy_done is not waited for for ever.
    ScheduledFuture<?> limit = loop.schedule(done, DRAIN_WAIT_SECONDS, TimeUnit.SECONDS);
    // Not from within the guest call that ended the last stream.
    loop.execute(
        () ->
            last.shutDown(
                () -> {
                  limit.cancel(false);
                  done.run();
                }));
  }
}

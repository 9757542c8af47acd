package io.weir.host.plugin;

import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.VmServices;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts VMs away from the workers' loops: on threads with stacks deep enough for guests, never on
 * virtual ones, whose carriers have small stacks.
 */
public final class VmFactory implements PluginSlot.VmStarter, AutoCloseable {
  /** Enough for the deepest guest stack that an engine allows, and the host's frames below it. */
  public static final long GUEST_STACK_BYTES = 8L << 20;

  private static final int MAX_THREADS = 4;
  private static final Logger log = LoggerFactory.getLogger(VmFactory.class);

  private final VmServices services;
  private final VmWatchdog watchdog;
  private final ScheduledExecutorService starts =
      Executors.newScheduledThreadPool(
          Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
          r -> {
            Thread thread = new Thread(null, r, "weir-vm-start", GUEST_STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });
  private final VmSpares spares = new VmSpares(this::start, starts);

  public VmFactory(VmServices services, VmWatchdog watchdog) {
    this.services = services;
    this.watchdog = watchdog;
  }

  /**
   * Starts and configures a VM on the calling thread, which must have a deep stack.
   *
   * @throws PluginException when the guest does not start or refuses its configuration
   */
  PluginVm start(PluginGeneration generation) {
    return start(generation, services.log());
  }

  /** As {@link #start(PluginGeneration)}, with the guest's log lines kept in {@code log}. */
  PluginVm start(PluginGeneration generation, LogSink log) {
    int rate = generation.spec().limits().logLinesPerSecond();
    LogSink limited = new LogRate(log, rate, generation.totals());
    return PluginVm.start(
        generation.compiled(), generation.spec(), services.withLog(limited), watchdog::watch);
  }

  LastLines lastLines() {
    return new LastLines(services.log());
  }

  @Override
  public void start(PluginSlot slot, long delayMillis) {
    if (!starts.isShutdown()) { // else the gateway stops
      starts.schedule(() -> restart(slot), delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void restart(PluginSlot slot) {
    PluginVm vm;
    try {
      vm = start(slot.generation());
    } catch (PluginException e) {
      slot.loop().execute(() -> slot.startFailed(e));
      return;
    } catch (RuntimeException | Error e) {
      // Whatever it was, the slot must hear of it: its streams wait.
      log.error("plugin {}: an engine failed as it started it", slot.generation().label(), e);
      PluginException failure =
          new PluginException(PluginException.Phase.START, "engine failure: " + e, e);
      slot.loop().execute(() -> slot.startFailed(failure));
      return;
    }
    slot.loop().execute(() -> slot.started(vm));
  }

  @Override
  public @Nullable PluginVm spare(PluginSlot slot) {
    return spares.take(slot.generation());
  }

  /** The VMs that wait for one that fails. */
  VmSpares spares() {
    return spares;
  }

  @Override
  public void close() {
    starts.shutdownNow();
  }
}

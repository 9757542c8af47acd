package io.weir.host.plugin;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.VmServices;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts VMs away from the workers' loops: on threads with stacks deep enough for guests, never on
 * virtual ones, whose carriers have small stacks.
 */
public final class VmFactory implements PluginSlot.VmStarter, AutoCloseable {
  /** Enough for the deepest guest stack that an engine allows, and the host's frames below it. */
  public static final long GUEST_STACK_BYTES = 8L << 20;

  private static final Logger log = LoggerFactory.getLogger(VmFactory.class);

  private final VmServices services;
  private final VmWatchdog watchdog;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          r -> {
            Thread thread = new Thread(null, r, "weir-vm-restart", GUEST_STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  public VmFactory(VmServices services, VmWatchdog watchdog) {
    this.services = services;
    this.watchdog = watchdog;
  }

  /**
   * Starts and configures a VM on the calling thread, which must have a deep stack.
   *
   * @throws PluginException when the guest does not start or refuses its configuration
   */
  PluginVm start(CompiledPlugin compiled, PluginSpec spec) {
    return PluginVm.start(compiled, spec, services, watchdog::watch);
  }

  /**
   * As {@link #start(CompiledPlugin, PluginSpec)}, with the guest's log lines kept in {@code log}.
   */
  PluginVm start(CompiledPlugin compiled, PluginSpec spec, LastLines log) {
    return PluginVm.start(compiled, spec, services.withLog(log), watchdog::watch);
  }

  LastLines lastLines() {
    return new LastLines(services.log());
  }

  @Override
  public void start(PluginSlot slot, long delayMillis) {
    if (restarts.isShutdown()) {
      return; // the gateway stops
    }
    restarts.schedule(() -> restart(slot), delayMillis, TimeUnit.MILLISECONDS);
  }

  private void restart(PluginSlot slot) {
    PluginGeneration generation = slot.generation();
    PluginVm vm;
    try {
      vm = start(generation.compiled(), generation.spec());
    } catch (PluginException e) {
      slot.loop().execute(() -> slot.startFailed(e));
      return;
    } catch (RuntimeException | Error e) {
      // Whatever it was, the slot must hear of it: its streams wait.
      log.error("plugin {}: an engine failed as it started it", generation.label(), e);
      PluginException failure =
          new PluginException(PluginException.Phase.START, "engine failure: " + e, e);
      slot.loop().execute(() -> slot.startFailed(failure));
      return;
    }
    slot.loop().execute(() -> slot.adopt(vm));
  }

  @Override
  public void close() {
    restarts.shutdownNow();
  }
}

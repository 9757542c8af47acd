package io.weir.host.plugin;

import io.netty.channel.EventLoop;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WorkerServices;
import java.util.ArrayList;
import java.util.List;

/** Plugin generations of one worker, made without a manager. */
public final class TestSlots {
  private final EventLoop loop;
  private final WorkerServices worker;
  private final VmServices services;
  private final List<PluginSlot> restarting = new ArrayList<>();
  private int number;

  public TestSlots(EventLoop loop, WorkerServices worker, VmServices services) {
    this.loop = loop;
    this.worker = worker;
    this.services = services;
  }

  /** A plugin with a started VM. */
  public BoundPlugin bind(CompiledPlugin compiled, PluginSpec spec, FailStrategy strategy) {
    VmKey key =
        new VmKey(spec.name(), compiled.code().sha256(), "null", "", "", "", spec.limits(), 0);
    PluginGeneration generation =
        new PluginGeneration(key, ++number, compiled, spec, new VersionTotals(), 1, () -> {});
    PluginSlot slot =
        new PluginSlot(generation, loop, worker, (failed, delay) -> restarting.add(failed));
    generation.slot(0, slot);
    slot.adopt(start(generation));
    return new BoundPlugin(generation, strategy);
  }

  private PluginVm start(PluginGeneration generation) {
    return PluginVm.start(generation.compiled(), generation.spec(), services, vm -> {});
  }

  /** Starts the VMs anew that have failed. */
  public void restartFailed() {
    List<PluginSlot> failed = List.copyOf(restarting);
    restarting.clear();
    failed.forEach(slot -> slot.started(start(slot.generation())));
  }

  /** How many streams hold the plugin. */
  public static int pins(BoundPlugin plugin) {
    return (int) plugin.generation().slot(0).status().streams();
  }
}

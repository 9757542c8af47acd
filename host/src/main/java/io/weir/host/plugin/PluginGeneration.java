package io.weir.host.plugin;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginSpec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version of a plugin with one configuration: a slot, and in it a VM, for each worker. Streams
 * pin the slot of their worker; a retired generation ends when the last of them is gone.
 */
public final class PluginGeneration {
  private final VmKey key;
  private final long number;
  private final CompiledPlugin compiled;
  private final PluginSpec spec;
  private final PluginSlot[] slots;
  private final AtomicInteger undrained;
  private final Runnable onDrained;
  private volatile boolean retired;

  /**
   * @param slots how many workers there are
   * @param onDrained runs once, on some worker, when a retired generation has ended on all
   */
  PluginGeneration(
      VmKey key,
      long number,
      CompiledPlugin compiled,
      PluginSpec spec,
      int slots,
      Runnable onDrained) {
    this.key = key;
    this.number = number;
    this.compiled = compiled;
    this.spec = spec;
    this.slots = new PluginSlot[slots];
    this.undrained = new AtomicInteger(slots);
    this.onDrained = onDrained;
  }

  /** Before the generation is seen by any worker. */
  void slot(int worker, PluginSlot slot) {
    slots[worker] = slot;
  }

  /** The slot of a worker; what is in it is for that worker's thread. */
  public PluginSlot slot(int worker) {
    return slots[worker];
  }

  VmKey key() {
    return key;
  }

  public String name() {
    return key.plugin();
  }

  public long number() {
    return number;
  }

  public String label() {
    return key.plugin() + "@" + key.sha256().substring(0, 12) + "#" + number;
  }

  CompiledPlugin compiled() {
    return compiled;
  }

  PluginSpec spec() {
    return spec;
  }

  boolean isRetired() {
    return retired;
  }

  void markRetired() {
    retired = true;
  }

  /** Called on each worker once, when its slot has ended. */
  void slotDrained() {
    if (undrained.decrementAndGet() == 0) {
      onDrained.run();
    }
  }

  /** Streams that hold it; any thread, so it may be a moment old. */
  long streams() {
    long sum = 0;
    for (PluginSlot slot : slots) {
      sum += slot.pins();
    }
    return sum;
  }

  /** VMs that it has; any thread. */
  int vms() {
    int sum = 0;
    for (PluginSlot slot : slots) {
      sum += slot.hasVm() ? 1 : 0;
    }
    return sum;
  }
}

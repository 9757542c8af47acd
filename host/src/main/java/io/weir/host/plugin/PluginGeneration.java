package io.weir.host.plugin;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginSpec;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final VersionTotals totals;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean retired;
  private volatile int bindings;

  /**
   * @param totals of the plugin's version
   * @param slots how many workers there are
   * @param onDrained runs once, on some worker, when a retired generation has ended on all
   */
  PluginGeneration(
      VmKey key,
      long number,
      CompiledPlugin compiled,
      PluginSpec spec,
      VersionTotals totals,
      int slots,
      Runnable onDrained) {
    this.key = key;
    this.number = number;
    this.compiled = compiled;
    this.spec = spec;
    this.totals = totals;
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

  VersionTotals totals() {
    return totals;
  }

  boolean isolatesStreams() {
    return key.warmPool() > 0;
  }

  /** How many VMs a worker keeps ready for streams to come; with an isolation by streams only. */
  int warmPool() {
    return key.warmPool();
  }

  /** True once. */
  boolean tellOnce() {
    return told.compareAndSet(false, true);
  }

  /** How many routes and lists of the live configuration bind it. */
  int bindings() {
    return bindings;
  }

  void bindings(int count) {
    bindings = count;
  }

  /** It will have no more streams. */
  void markRetired() {
    retired = true;
  }

  /** Something off the loops uses its code; {@link #slotDrained} is to follow. */
  boolean hold() {
    return !retired && undrained.updateAndGet(n -> n == 0 ? 0 : n + 1) != 0;
  }

  /** Called on each worker once, when its slot has ended, and by whoever held it. */
  void slotDrained() {
    if (undrained.decrementAndGet() == 0) {
      onDrained.run();
    }
  }
}

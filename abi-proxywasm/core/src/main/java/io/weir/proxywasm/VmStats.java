package io.weir.proxywasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What the callbacks of a VM, or of several, have cost up to a moment. Immutable. Numbers are read
 * one by one while the VM runs, so those of one call may be there in part.
 *
 * @param callbacks each name once: those that the guest exports, called or not
 */
public record VmStats(List<CallbackStats> callbacks) {
  /** Of no VM: where a sum begins. */
  public static final VmStats NONE = new VmStats(List.of());

  public VmStats {
    callbacks = List.copyOf(callbacks);
  }

  /** The calls of all callbacks. */
  public long calls() {
    return sum(CallbackStats::calls);
  }

  /** The traps of all callbacks. */
  public long traps() {
    return sum(CallbackStats::traps);
  }

  /** The timeouts of all callbacks. */
  public long timeouts() {
    return sum(CallbackStats::timeouts);
  }

  private long sum(ToLongFunction<CallbackStats> number) {
    return callbacks.stream().mapToLong(number).sum();
  }

  /** The sum of two VMs, of other workers or generations. */
  public VmStats plus(VmStats other) {
    Map<String, CallbackStats> sums = new LinkedHashMap<>();
    callbacks.forEach(c -> sums.put(c.name(), c));
    other.callbacks.forEach(c -> sums.merge(c.name(), c, CallbackStats::plus));
    return new VmStats(new ArrayList<>(sums.values()));
  }
}

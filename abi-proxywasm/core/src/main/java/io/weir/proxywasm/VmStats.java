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
 * @param refusedCallouts HTTP, gRPC and Redis calls, and messages of gRPC streams, that were not
 *     taken because of {@link AbiLimits#callouts} or of what calls may hold together
 * @param refusedGrowths how often the guest asked for memory past its limit and was refused; 0 on
 *     Wasmtime, which does not tell
 */
public record VmStats(List<CallbackStats> callbacks, long refusedCallouts, long refusedGrowths) {
  /** Of no VM: where a sum begins. */
  public static final VmStats NONE = new VmStats(List.of(), 0, 0);

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
    return new VmStats(
        new ArrayList<>(sums.values()),
        refusedCallouts + other.refusedCallouts,
        refusedGrowths + other.refusedGrowths);
  }
}

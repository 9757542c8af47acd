package io.weir.host.plugin;

import io.weir.proxywasm.PluginVm;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks at every VM again and again, and stops guests that run too long. How often
 * goes by the shortest budget: a tenth of it, from two to ten milliseconds. It sleeps while there
 * is no VM.
 */
public final class VmWatchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VmWatchdog.class);
  private static final long SHORTEST_PERIOD_NANOS = 2_000_000;
  private static final long LONGEST_PERIOD_NANOS = 10_000_000;
  private static final int LOOKS_A_BUDGET = 10;

  private final Set<PluginVm> vms = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  public VmWatchdog() {
    thread = Thread.ofPlatform().daemon().name("weir-vm-watchdog").start(this::run);
  }

  /** Watches {@code vm} until it is closed. Any thread. */
  void watch(PluginVm vm) {
    vms.add(vm);
    LockSupport.unpark(thread); // it may sleep, or for longer than this one allows
  }

  private void run() {
    long period = Long.MAX_VALUE;
    while (!closed) {
      if (period == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, period);
      }
      period = look(System.nanoTime());
    }
  }

  /** Looks at all; when to look again, in nanoseconds from now. */
  private long look(long now) {
    long shortest = Long.MAX_VALUE;
    for (PluginVm vm : vms) {
      if (check(vm, now)) {
        shortest = Math.min(shortest, vm.shortestBudgetNanos());
      }
    }
    return shortest == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.clamp(shortest / LOOKS_A_BUDGET, SHORTEST_PERIOD_NANOS, LONGEST_PERIOD_NANOS);
  }

  /**
   * Whether the VM is to be looked at again. What goes wrong with one must not leave the others
   * unwatched.
   */
  private boolean check(PluginVm vm, long now) {
    if (vm.isClosed()) {
      vms.remove(vm);
      return false;
    }
    try {
      vm.checkBudget(now);
      return true;
    } catch (OutOfMemoryError e) {
      return true; // it passes, or ends the process; the next round looks again
    } catch (RuntimeException | Error e) {
      vms.remove(vm);
      log.error("a VM can no longer be watched: its guest will not be stopped", e);
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

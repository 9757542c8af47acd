package io.weir.host.plugin;

import io.weir.proxywasm.PluginVm;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One thread that looks at every VM every two milliseconds, and stops guests that run too long. */
public final class VmWatchdog implements AutoCloseable {
  private static final long PERIOD_NANOS = 2_000_000;

  private final Set<PluginVm> vms = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  public VmWatchdog() {
    thread = Thread.ofPlatform().daemon().name("weir-vm-watchdog").start(this::run);
  }

  /** Watches {@code vm} until it is closed. */
  void watch(PluginVm vm) {
    vms.add(vm);
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      long now = System.nanoTime();
      for (PluginVm vm : vms) {
        if (vm.isClosed()) {
          vms.remove(vm);
        } else {
          vm.checkBudget(now);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

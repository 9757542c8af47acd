package io.weir.host.plugin;

import io.weir.proxywasm.PluginVm;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that looks at every VM every two milliseconds, and stops guests that run too long. */
public final class VmWatchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VmWatchdog.class);
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
        check(vm, now);
      }
    }
  }

  /** What goes wrong with one VM must not leave the others unwatched. */
  private void check(PluginVm vm, long now) {
    if (vm.isClosed()) {
      vms.remove(vm);
      return;
    }
    try {
      vm.checkBudget(now);
    } catch (OutOfMemoryError e) {
      return; // it passes, or ends the process; the next round looks again
    } catch (RuntimeException | Error e) {
      vms.remove(vm);
      log.error("a VM can no longer be watched: its guest will not be stopped", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

package io.weir.proxywasm;

import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.TcpStream;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WorkerServices;
import io.weir.proxywasm.internal.GuestExports;
import io.weir.proxywasm.internal.GuestVm;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a plugin with its root context. Confined to one thread at a time: it may be
 * started on one and handed over to another before {@link #adopt}. Only {@link #checkBudget} is
 * called by a watchdog's thread.
 *
 * <p>Life (spec: "Plugin lifecycle"): {@link #start}, {@link #adopt}, streams, {@link #shutDown}.
 * Once a call has failed the VM is of no more use: every later call throws the same {@link
 * PluginException}.
 */
public final class PluginVm implements AutoCloseable {
  private final CompiledPlugin plugin;
  private final GuestVm vm;
  private final RootContext root;
  private volatile boolean closed;

  private PluginVm(CompiledPlugin plugin, GuestVm vm) {
    this.plugin = plugin;
    this.vm = vm;
    this.root = new RootContext(vm);
  }

  /**
   * Makes an instance, starts it and configures it. The guest runs: seconds at the worst, bounded
   * by {@link AbiLimits#start}, when {@code onCreated} hands the VM to a watchdog.
   *
   * @param onCreated hears of the VM before the guest's code runs
   * @throws PluginException of phase START or CONFIGURE; nothing is left behind
   */
  public static PluginVm start(
      CompiledPlugin plugin, PluginSpec spec, VmServices services, Consumer<PluginVm> onCreated) {
    boolean missingHeaderIsOk = plugin.abi() == AbiVersion.V0_1_0;
    GuestVm guest = new GuestVm(missingHeaderIsOk, spec, services);
    PluginVm vm = new PluginVm(plugin, guest);
    onCreated.accept(vm);
    try {
      vm.instantiate();
      vm.initialize();
      vm.root.start();
      guest.started(plugin.warmsUp());
      return vm;
    } catch (RuntimeException e) {
      vm.close();
      throw e;
    }
  }

  private void instantiate() {
    try {
      vm.instantiate(plugin.module());
    } catch (GuestTrapException | InvalidModuleException e) {
      throw new PluginException(
          Phase.START, vm.spec().name() + ": cannot be instantiated: " + e.getMessage(), e);
    }
  }

  private void initialize() {
    GuestExports exports = vm.exports();
    try {
      if (exports.initialize != null) {
        vm.call(exports.initialize, root, 0, 0, 0);
        if (exports.main != null) {
          vm.call(exports.main, root, 0, 0, 0);
        }
      } else if (exports.start != null) {
        vm.call(exports.start, root, 0, 0, 0);
      }
    } catch (PluginException e) {
      throw new PluginException(Phase.START, e.getMessage() + " (in its start function)", e);
    }
    vm.initialized();
  }

  /**
   * Begins ticks and callouts on the worker's loop. On the worker's thread, from which all calls
   * come now.
   */
  public void adopt(WorkerServices services) {
    vm.ticker().adopt(services.timers(), root);
    vm.callouts().adopt(services, root);
  }

  /**
   * Calls a function of the guest by its number ({@code proxy_on_foreign_function}), in its root
   * context. A guest that does not export it, has failed or was not adopted hears nothing.
   *
   * @param arguments what the guest reads as buffer 8; not changed, and kept during the call only
   */
  public void callForeignFunction(int function, byte[] arguments) {
    vm.callouts().callForeignFunction(function, arguments);
  }

  /** A context for a stream; the guest hears of it with its first callback. */
  public HttpContext newHttpContext(HttpStream stream) {
    return new HttpContext(vm, plugin.abi(), root, stream);
  }

  /** A context for a TCP connection; the guest hears of it with its first callback. */
  public TcpContext newTcpContext(TcpStream stream) {
    return new TcpContext(vm, root, stream);
  }

  public CompiledPlugin plugin() {
    return plugin;
  }

  /** The guest's callbacks. */
  public GuestExports exports() {
    return vm.exports();
  }

  /** Why the VM is of no more use, or null. */
  public @Nullable PluginException failure() {
    return vm.failure();
  }

  /** Hears once, on the VM's thread, when it fails; its streams have heard before. */
  public void onFailure(Consumer<PluginException> listener) {
    vm.onFailure(listener);
  }

  /** Stops the guest when it has run past its budget. Called by one watchdog thread, often. */
  public void checkBudget(long nowNanos) {
    vm.checkGuard(nowNanos);
  }

  /** The least processor time that {@link #checkBudget} is to be precise about, in nanoseconds. */
  public long shortestBudgetNanos() {
    AbiLimits limits = vm.spec().limits();
    return Math.min(limits.callback().toNanos(), limits.start().toNanos());
  }

  /** Linear memory in use, in bytes; 0 once it is closed. On the VM's thread. */
  public long memoryBytes() {
    return closed ? 0 : vm.memoryBytes();
  }

  /** The contexts that the guest has now, its root included. On the VM's thread. */
  public int contextCount() {
    return vm.contextCount();
  }

  /** What its callbacks have cost so far, also once it is closed. Any thread. */
  public VmStats stats() {
    return vm.stats();
  }

  /**
   * Times one in so many callbacks from now on, 128 at first. On the VM's thread, between calls.
   *
   * @param calls 1 for each, 0 for none, at most 2^20
   * @throws IllegalArgumentException when it is out of that range
   */
  public void sampleEvery(int calls) {
    vm.sampleEvery(calls);
  }

  /**
   * Ends the root context: {@code on_done}, if need be a wait for {@code proxy_done}, {@code
   * on_delete}. Then {@code closed} runs, on the VM's thread, and the VM is free. The caller bounds
   * the wait by {@link #close}.
   */
  public void shutDown(Runnable closed) {
    root.shutDown(
        () -> {
          close();
          closed.run();
        });
  }

  /** Frees everything at once, without telling the guest. Idempotent. Not from within a call. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      vm.close();
    }
  }

  /** Whether it has been freed. Any thread. */
  public boolean isClosed() {
    return closed;
  }

  /** For engines' tests and measurements. */
  WasmInstance instance() {
    return vm.instance();
  }
}

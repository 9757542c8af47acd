package io.weir.proxywasm;

import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.internal.CallContext;
import io.weir.proxywasm.internal.GuestCallback;
import io.weir.proxywasm.internal.GuestVm;
import org.jspecify.annotations.Nullable;

/** The root context: start, configuration and end of a plugin in one VM. */
final class RootContext extends CallContext {
  private final GuestVm vm;

  RootContext(GuestVm vm) {
    super(vm.newContextId(), null);
    this.vm = vm;
    vm.addContext(this);
  }

  void start() {
    PluginSpec spec = vm.spec();
    callStep(vm.exports().onContextCreate, Phase.START, "proxy_on_context_create", 0);
    requireTrue(
        vm.exports().onVmStart, Phase.START, "proxy_on_vm_start", spec.vmConfiguration().length);
    int length = spec.pluginConfiguration().length;
    requireTrue(
        vm.exports().validateConfiguration,
        Phase.CONFIGURE,
        "proxy_validate_configuration",
        length);
    requireTrue(vm.exports().onConfigure, Phase.CONFIGURE, "proxy_on_configure", length);
  }

  private void requireTrue(
      @Nullable GuestCallback callback, Phase phase, String name, int argument) {
    if (callback != null && callStep(callback, phase, name, argument) == 0) {
      throw new PluginException(
          phase,
          vm.spec().name() + ": " + name + " returned false: the plugin refuses its configuration",
          null);
    }
  }

  private int callStep(@Nullable GuestCallback callback, Phase phase, String name, int argument) {
    if (callback == null) {
      return 1;
    }
    try {
      return vm.call(callback, this, id(), argument, 0);
    } catch (PluginException e) {
      throw new PluginException(phase, e.getMessage() + " (in " + name + ")", e);
    }
  }

  /**
   * @param closed runs exactly once
   */
  void shutDown(Runnable closed) {
    boolean[] finished = {false};
    Runnable finish =
        () -> {
          if (!finished[0]) {
            finished[0] = true;
            delete();
            closed.run();
          }
        };
    // Registered before the call: a guest may say proxy_done from within on_done.
    vm.awaitDone(this, finish);
    if (saysDone()) {
      finish.run();
    }
  }

  private boolean saysDone() {
    GuestCallback onDone = vm.exports().onDone;
    if (onDone == null || vm.failure() != null) {
      return true;
    }
    try {
      return vm.call(onDone, this, id(), 0, 0) != 0;
    } catch (PluginException e) {
      return true; // it failed while it ended, which the VM has told: nothing to wait for
    }
  }

  private void delete() {
    GuestCallback onDelete = vm.exports().onDelete;
    try {
      if (onDelete != null && vm.failure() == null) {
        vm.call(onDelete, this, id(), 0, 0);
      }
    } catch (PluginException e) {
      return; // likewise: it is freed next
    } finally {
      vm.removeContext(this);
    }
  }
}

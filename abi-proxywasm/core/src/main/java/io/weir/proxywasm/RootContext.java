package io.weir.proxywasm;

import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.internal.CallContext;
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
      @Nullable GuestFunction callback, Phase phase, String name, int argument) {
    if (callback != null && callStep(callback, phase, name, argument) == 0) {
      throw new PluginException(
          phase,
          vm.spec().name()
              + ": "
              + name
              + " returned false: the plugin refuses its configuration; its log lines say why",
          null);
    }
  }

  private int callStep(@Nullable GuestFunction callback, Phase phase, String name, int argument) {
    if (callback == null) {
      return 1;
    }
    try {
      return vm.call(callback, this, id(), argument, 0);
    } catch (PluginException e) {
      throw new PluginException(phase, e.getMessage() + " (in " + name + ")", e);
    }
  }

  void shutDown(Runnable closed) {
    GuestFunction onDone = vm.exports().onDone;
    if (vm.failure() != null) {
      closed.run();
      return;
    }
    try {
      // Registered before the call: a guest may say proxy_done from within on_done.
      boolean[] finished = {false};
      Runnable finish =
          () -> {
            if (!finished[0]) {
              finished[0] = true;
              delete(closed);
            }
          };
      vm.awaitDone(this, finish);
      if (onDone == null || vm.call(onDone, this, id(), 0, 0) != 0) {
        finish.run();
      }
    } catch (PluginException e) {
      closed.run(); // it failed while it ended: there is nothing left to tell it
    }
  }

  private void delete(Runnable closed) {
    GuestFunction onDelete = vm.exports().onDelete;
    try {
      if (onDelete != null) {
        vm.call(onDelete, this, id(), 0, 0);
      }
    } finally {
      vm.removeContext(this);
      closed.run();
    }
  }
}

package io.weir.proxywasm;

import io.weir.proxywasm.host.PluginStream;
import io.weir.proxywasm.internal.CallContext;
import io.weir.proxywasm.internal.GuestCallback;
import io.weir.proxywasm.internal.GuestVm;
import org.jspecify.annotations.Nullable;

/**
 * A guest's context of one stream, HTTP or TCP: made in the guest before its first callback, and
 * known to the VM until it is forgotten.
 */
abstract sealed class StreamContext permits HttpContext, TcpContext {
  final GuestVm vm;
  private final CallContext root;
  private final Own own;
  private boolean created;

  private static final class Own extends CallContext {
    Own(int id, PluginStream stream) {
      super(id, stream);
    }
  }

  StreamContext(GuestVm vm, CallContext root, PluginStream stream) {
    this.vm = vm;
    this.root = root;
    this.own = new Own(vm.newContextId(), stream);
  }

  /** Has the guest make the context, once. */
  final void create() {
    if (created) {
      return;
    }
    created = true;
    vm.addContext(own);
    GuestCallback callback = vm.exports().onContextCreate;
    if (callback != null) {
      call(callback, root.id(), 0);
    }
  }

  /** Calls the guest; the context's id comes before the arguments. */
  final int call(GuestCallback callback, int a1, int a2) {
    return vm.call(callback, own, own.id(), a1, a2);
  }

  /** A callback without an answer, and nothing when the guest does not export it. */
  final void step(@Nullable GuestCallback callback, int argument) {
    create();
    if (callback != null) {
      call(callback, argument, 0);
    }
  }

  /** From now on the guest cannot name the context. Not before {@code on_delete} has returned. */
  final void forget() {
    if (created) {
      vm.removeContext(own);
    }
  }
}

package io.weir.proxywasm.internal;

import io.weir.proxywasm.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * Calls the root context for what comes from outside: answers, queues. A VM that has failed, is
 * closed or was never adopted hears nothing, and neither does a guest without the callback.
 */
final class RootCallbacks {
  private final GuestVm vm;
  private @Nullable CallContext root;
  private boolean closed;

  RootCallbacks(GuestVm vm) {
    this.vm = vm;
  }

  void adopt(CallContext root) {
    this.root = root;
  }

  void close() {
    closed = true;
  }

  boolean isDeaf() {
    return closed || root == null || vm.failure() != null;
  }

  void call(@Nullable GuestCallback callback, int a1, int a2) {
    call(callback, a1, a2, 0, 0);
  }

  /** The root's id comes before the arguments. A failure is told to those that listen for it. */
  void call(@Nullable GuestCallback callback, int a1, int a2, int a3, int a4) {
    CallContext root = this.root;
    if (callback == null || root == null || isDeaf()) {
      return;
    }
    try {
      vm.call(callback, root, root.id, a1, a2, a3, a4);
    } catch (PluginException e) {
      return; // the VM told its failure listener and its streams already
    }
  }
}

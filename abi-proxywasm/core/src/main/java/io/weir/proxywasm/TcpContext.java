package io.weir.proxywasm;

import io.weir.proxywasm.host.TcpStream;
import io.weir.proxywasm.internal.CallContext;
import io.weir.proxywasm.internal.GuestCallback;
import io.weir.proxywasm.internal.GuestVm;
import org.jspecify.annotations.Nullable;

/**
 * One plugin's context of one TCP connection (spec: "TCP streams"). Calls come from the VM's
 * thread; each throws {@link PluginException} when the VM has failed or fails in it. A callback
 * that the guest does not export costs nothing and continues.
 */
public final class TcpContext extends StreamContext {
  private boolean deleted;

  TcpContext(GuestVm vm, CallContext root, TcpStream stream) {
    super(vm, root, stream);
  }

  public FilterStatus onNewConnection() {
    return status(vm.exports().onNewConnection, 0, 0);
  }

  /**
   * @param size of what the guest can read now, in bytes
   */
  public FilterStatus onDownstreamData(int size, boolean endOfStream) {
    return status(vm.exports().onDownstreamData, size, endOfStream ? 1 : 0);
  }

  /**
   * @param size of what the guest can read now, in bytes
   */
  public FilterStatus onUpstreamData(int size, boolean endOfStream) {
    return status(vm.exports().onUpstreamData, size, endOfStream ? 1 : 0);
  }

  public void onDownstreamClose(PeerType by) {
    step(vm.exports().onDownstreamClose, by.ordinal());
  }

  public void onUpstreamClose(PeerType by) {
    step(vm.exports().onUpstreamClose, by.ordinal());
  }

  /** The end of the connection: done, log, delete, in the order that the spec has for TCP. */
  public void end() {
    if (deleted || vm.failure() != null) {
      deleted = true;
      forget();
      return;
    }
    deleted = true;
    try {
      step(vm.exports().onDone, 0);
      step(vm.exports().onLog, 0);
      step(vm.exports().onDelete, 0);
    } finally {
      // Only now: until on_delete has returned the guest may still name this context.
      forget();
    }
  }

  private FilterStatus status(@Nullable GuestCallback callback, int a1, int a2) {
    create();
    return callback == null ? FilterStatus.CONTINUE : FilterStatus.of(call(callback, a1, a2));
  }
}

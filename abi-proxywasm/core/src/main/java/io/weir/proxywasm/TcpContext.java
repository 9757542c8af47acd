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
public final class TcpContext {
  private final GuestVm vm;
  private final CallContext root;
  private final ConnectionContext context;
  private boolean created;
  private boolean deleted;

  private static final class ConnectionContext extends CallContext {
    ConnectionContext(int id, TcpStream stream) {
      super(id, stream);
    }
  }

  TcpContext(GuestVm vm, CallContext root, TcpStream stream) {
    this.vm = vm;
    this.root = root;
    this.context = new ConnectionContext(vm.newContextId(), stream);
  }

  public FilterStatus onNewConnection() {
    create();
    GuestCallback callback = vm.exports().onNewConnection;
    return callback == null
        ? FilterStatus.CONTINUE
        : FilterStatus.of(vm.call(callback, context, context.id(), 0, 0));
  }

  /**
   * @param size of what the guest can read now, in bytes
   */
  public FilterStatus onDownstreamData(int size, boolean endOfStream) {
    return data(vm.exports().onDownstreamData, size, endOfStream);
  }

  /**
   * @param size of what the guest can read now, in bytes
   */
  public FilterStatus onUpstreamData(int size, boolean endOfStream) {
    return data(vm.exports().onUpstreamData, size, endOfStream);
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

  private void forget() {
    if (created) {
      vm.removeContext(context);
    }
  }

  private FilterStatus data(@Nullable GuestCallback callback, int size, boolean end) {
    create();
    if (callback == null) {
      return FilterStatus.CONTINUE;
    }
    return FilterStatus.of(vm.call(callback, context, context.id(), size, end ? 1 : 0));
  }

  private void create() {
    if (created) {
      return;
    }
    created = true;
    vm.addContext(context);
    GuestCallback callback = vm.exports().onContextCreate;
    if (callback != null) {
      vm.call(callback, context, context.id(), root.id(), 0);
    }
  }

  private void step(@Nullable GuestCallback callback, int argument) {
    create();
    if (callback != null) {
      vm.call(callback, context, context.id(), argument, 0);
    }
  }
}

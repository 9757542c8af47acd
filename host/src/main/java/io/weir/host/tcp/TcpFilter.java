package io.weir.host.tcp;

import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.plugin.VmLease;
import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.FilterStatus;
import io.weir.proxywasm.PeerType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.TcpContext;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.TcpStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plugin on one connection: its context in the guest, and what it holds both ways. */
final class TcpFilter implements TcpStream {
  private static final Logger log = LoggerFactory.getLogger(TcpFilter.class);

  private final TcpConnection connection;
  private final BoundPlugin plugin;
  private final VmLease lease;
  private final @Nullable PluginVm vm;
  private final @Nullable TcpContext context;
  private final Hold down = new Hold();
  private final Hold up = new Hold();
  private boolean begun;
  private boolean removed;

  /** Holds the plugin's generation and a VM of it until {@link #end}. */
  TcpFilter(TcpConnection connection, BoundPlugin plugin, PluginSlot slot) {
    this.connection = connection;
    this.plugin = plugin;
    lease = slot.lease();
    vm = lease.vm();
    context = vm == null ? null : vm.newTcpContext(this);
  }

  /** {@code name@generation}. */
  String label() {
    return plugin.name() + "@" + plugin.generation().number();
  }

  Hold hold(boolean downstream) {
    return downstream ? down : up;
  }

  /** Asks the guest about what it holds; false when that stays where it is. */
  boolean admits(boolean downstream) {
    if (removed) {
      return true;
    }
    try {
      return ask(context(), downstream);
    } catch (PluginException e) {
      hold(downstream).paused = false;
      failed(e);
      return true; // open: it is out of the way; closed: nothing passes any more
    }
  }

  private boolean ask(TcpContext guest, boolean downstream) {
    Hold hold = hold(downstream);
    if (downstream && !begun) {
      begun = true;
      hold.callbacks++;
      hold.paused = guest.onNewConnection() == FilterStatus.STOP;
    }
    // Also after a stop at the beginning: no byte passes a filter that has not seen it.
    if (hold.fresh && !connection.isHalted()) {
      hold.fresh = false;
      hold.callbacks++;
      hold.inCallback = true;
      try {
        int size = hold.bytes.length();
        FilterStatus status =
            downstream
                ? guest.onDownstreamData(size, hold.end)
                : guest.onUpstreamData(size, hold.end);
        hold.paused = status == FilterStatus.STOP;
      } finally {
        hold.inCallback = false;
      }
    }
    return !hold.paused;
  }

  private TcpContext context() {
    if (context == null) {
      throw new PluginException(
          PluginException.Phase.CALL,
          plugin.name() + ": no VM: it failed and is being started again",
          null);
    }
    return context;
  }

  /**
   * Tells the guest that the connection is over, and lets the generation go.
   *
   * @param upstream who closed the upstream's side, null when there was none
   */
  void end(PeerType downstream, @Nullable PeerType upstream) {
    TcpContext guest = context;
    try {
      if (guest != null && !removed) {
        if (upstream != null) {
          guest.onUpstreamClose(upstream);
        }
        guest.onDownstreamClose(downstream);
      }
      if (guest != null) {
        guest.end();
      }
    } catch (PluginException e) {
      log.error("plugin {}: failed at the end of a connection: {}", plugin.label(), e.getMessage());
    } finally {
      lease.release();
    }
  }

  /** Open: the plugin is taken out, and what it held goes on. Closed: a reset. */
  private void failed(PluginException failure) {
    if (removed) {
      return;
    }
    removed = true;
    lease.logFailure("listener " + connection.listener(), plugin.failStrategy(), failure);
    if (plugin.failStrategy() == FailStrategy.FAIL_OPEN) {
      connection.letGo(this);
      return;
    }
    connection.reset();
  }

  // ---- what the guest asks for

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    Hold hold =
        switch (buffer) {
          case DOWNSTREAM_DATA -> down;
          case UPSTREAM_DATA -> up;
          default -> null;
        };
    return hold == null || !hold.isVisible() ? null : hold.bytes;
  }

  @Override
  public byte @Nullable [] property(String path) {
    return connection.properties().get(path);
  }

  @Override
  public boolean setProperty(String path, byte[] value) {
    if (path.equals("wasm_need_rebuild")) {
      lease.requestRebuild();
    }
    return connection.properties().set(path, value);
  }

  @Override
  public void continueStream(StreamType type) {
    if (type != StreamType.DOWNSTREAM && type != StreamType.UPSTREAM) {
      return; // an HTTP stream's directions
    }
    boolean downstream = type == StreamType.DOWNSTREAM;
    Hold hold = hold(downstream);
    int callbacks = hold.callbacks;
    connection.later(
        () -> {
          // What is meant is the pause of now, not one that a callback in between began.
          if (hold.callbacks == callbacks) {
            connection.path(downstream).resume(this);
          }
        });
  }

  @Override
  public void closeStream(StreamType type) {
    connection.close();
  }

  @Override
  public void pluginFailed(PluginException failure) {
    if (hasCallbacksAhead()) {
      connection.later(() -> failed(failure));
    }
  }

  /** A plugin with nothing left to say may fail without hurting the connection. */
  private boolean hasCallbacksAhead() {
    PluginVm v = vm;
    return v != null
        && (down.paused
            || up.paused
            || !begun
            || v.exports().onDownstreamData != null
            || v.exports().onUpstreamData != null);
  }
}

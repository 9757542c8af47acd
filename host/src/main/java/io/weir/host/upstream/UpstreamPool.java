package io.weir.host.upstream;

import io.netty.channel.ChannelFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.tls.ClientTls.Inside;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connections to one endpoint that carry one request at a time. The one used last is
 * used next, so that what is not needed grows old and is closed. Confined to the worker's loop.
 */
public final class UpstreamPool {
  private final Host host;
  private final ArrayDeque<PooledConnection> idle = new ArrayDeque<>();
  private final Lives<PooledConnection> lives = new Lives<>();
  private boolean retired;

  UpstreamPool(Host host) {
    this.host = host;
  }

  public Endpoint endpoint() {
    return host.endpoint();
  }

  /** How long a connection may be idle. */
  public Duration idleTimeout() {
    return host.owner().cluster().timeouts().idle();
  }

  // ---- requests

  /**
   * The listener hears later, never from within this call, but for a connection that is idle.
   *
   * @param atOnce whether it may hear of that one from within this call
   */
  void acquire(UpstreamListener listener, boolean atOnce) {
    PooledConnection connection = poll();
    if (connection != null && atOnce) {
      use(connection, listener);
      return;
    }
    if (connection != null) {
      host.owner().loop().execute(() -> use(connection, listener));
      return;
    }
    connectOrWait(listener);
  }

  private void use(PooledConnection connection, UpstreamListener listener) {
    if (!connection.isOpen()) {
      connectOrWait(listener);
      return;
    }
    lives.used(connection);
    connection.begin(listener);
  }

  private void connectOrWait(UpstreamListener listener) {
    WorkerCluster cluster = host.owner();
    if (!cluster.mayWait()) {
      host.ended();
      cluster.refuse(listener, cluster.tooManyWait());
    } else if (cluster.mayConnect()) {
      connect(listener);
    } else {
      cluster.await(host, listener);
    }
  }

  /** Opens a connection, which is counted already, for a request that waits. */
  void connect(UpstreamListener listener) {
    WorkerCluster cluster = host.owner();
    PooledConnection connection = cluster.setup().http1().apply(this);
    ChannelFuture connecting = host.connect(Inside.HTTP1, connection.initializer());
    connecting.channel().closeFuture().addListener(closed -> lives.closed(connection));
    connecting.addListener(
        done -> {
          cluster.waited();
          if (done.isSuccess()) {
            host.connected();
            begin(connection, listener);
            return;
          }
          GatewayException failure =
              Connector.failure(cluster.cluster(), host.endpoint(), done.cause());
          host.connectFailed(failure);
          host.ended();
          // A name that cannot be fails at once, while the caller is still in acquire.
          cluster.loop().execute(() -> listener.onUpstreamFailure(failure));
        });
  }

  private void begin(PooledConnection connection, UpstreamListener listener) {
    lives.opened(connection, host.owner(), () -> expired(connection));
    lives.used(connection);
    connection.begin(listener);
  }

  /** It has been open for as long as it may. */
  private void expired(PooledConnection connection) {
    if (idle.remove(connection)) {
      connection.close();
    }
  }

  private @Nullable PooledConnection poll() {
    PooledConnection connection;
    while ((connection = idle.pollLast()) != null) {
      if (connection.isOpen()) {
        return connection;
      }
    }
    return null;
  }

  // ---- what connections tell

  /** The head of the answer has come, with this status; interim ones are not told. */
  public void answered(int status) {
    host.answered(status);
  }

  /** The request was lost with its connection, its answer was none, or it was late. */
  public void lost() {
    host.lost();
  }

  /** A request is over, one way or the other. */
  public void ended() {
    host.ended();
  }

  /** A connection can be used again; the pool keeps it or closes it. */
  public void release(PooledConnection connection) {
    WorkerCluster cluster = host.owner();
    if (retired || lives.isOver(connection, cluster.cluster().settings().connections())) {
      connection.close();
      return;
    }
    UpstreamListener next = cluster.hasWaiting() ? cluster.nextFor(host) : null;
    if (next != null) {
      cluster.waited();
      cluster.loop().execute(() -> use(connection, next));
      return;
    }
    // What others wait for may be this connection's place.
    if (cluster.hasWaiting()
        || idle.size() >= cluster.cluster().settings().connections().maxIdle()) {
      connection.close();
      return;
    }
    idle.addLast(connection);
  }

  /** An idle connection was closed. */
  public void remove(PooledConnection connection) {
    idle.remove(connection);
  }

  boolean closeOneIdle() {
    PooledConnection connection = idle.pollFirst();
    if (connection == null) {
      return false;
    }
    connection.close();
    return true;
  }

  void retire() {
    retired = true;
    while (closeOneIdle()) {
      // until none is left
    }
  }
}

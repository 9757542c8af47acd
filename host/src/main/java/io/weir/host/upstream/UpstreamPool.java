package io.weir.host.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connections to one endpoint. The one used last is used next, so that what is not
 * needed grows old and is closed. Confined to the worker's loop.
 */
public final class UpstreamPool {
  private static final int MAX_IDLE = 256;

  private final Endpoint endpoint;
  private final ArrayDeque<PooledConnection> idle = new ArrayDeque<>();
  private Duration idleTimeout = Duration.ofSeconds(60);
  private int active;
  private boolean retired;

  UpstreamPool(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** How long a connection may be idle. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  void idleTimeout(Duration timeout) {
    idleTimeout = timeout;
  }

  @Nullable PooledConnection poll() {
    PooledConnection connection;
    while ((connection = idle.pollLast()) != null) {
      if (connection.isOpen()) {
        return connection;
      }
    }
    return null;
  }

  void began() {
    active++;
  }

  int active() {
    return active;
  }

  /** A request is over, one way or the other. */
  public void ended() {
    active--;
  }

  /** A connection can be used again; the pool keeps it or closes it. */
  public void release(PooledConnection connection) {
    if (retired || idle.size() >= MAX_IDLE) {
      connection.close();
      return;
    }
    idle.addLast(connection);
  }

  /** An idle connection was closed. */
  public void remove(PooledConnection connection) {
    idle.remove(connection);
  }

  void retire() {
    retired = true;
    PooledConnection connection;
    while ((connection = idle.pollLast()) != null) {
      connection.close();
    }
  }
}

package io.weir.host.upstream;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.tls.ClientTls.Inside;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connections to one endpoint that carry many requests each. One is enough until it is
 * full; then another is opened. The first with room is used, so that those that a peak needed grow
 * idle and are closed. Confined to the worker's loop.
 */
public final class MultiplexedPool {
  /** How many requests wait for one connection; what it can carry is not known before it stands. */
  private static final int WAITING = 100;

  private final Endpoint endpoint;
  private final Connector connector;
  private final Function<MultiplexedPool, ? extends MultiplexedConnection> connections;
  private final List<MultiplexedConnection> ready = new ArrayList<>();
  private final ArrayDeque<Opening> openings = new ArrayDeque<>();
  private Duration idleTimeout = Duration.ofSeconds(60);
  private int active;
  private boolean retired;

  private record Waiting(Cluster cluster, UpstreamListener listener) {}

  /** A connection that does not stand yet. */
  private static final class Opening {
    final MultiplexedConnection connection;
    final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    @Nullable ScheduledFuture<?> timer;

    Opening(MultiplexedConnection connection) {
      this.connection = connection;
    }

    void stopTimer() {
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }

  MultiplexedPool(
      Endpoint endpoint,
      Connector connector,
      Function<MultiplexedPool, ? extends MultiplexedConnection> connections) {
    this.endpoint = endpoint;
    this.connector = connector;
    this.connections = connections;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** How long a connection may be without a request. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  int active() {
    return active;
  }

  /** Finds a place for one request; the listener hears later, never from within this call. */
  void acquire(Cluster cluster, UpstreamListener listener) {
    idleTimeout = cluster.timeouts().idle();
    active++;
    Waiting request = new Waiting(cluster, listener);
    if (withRoom() == null) {
      await(request);
    } else {
      connector.loop().execute(() -> begin(request));
    }
  }

  private @Nullable MultiplexedConnection withRoom() {
    for (MultiplexedConnection connection : ready) {
      if (connection.hasRoom()) {
        return connection;
      }
    }
    return null;
  }

  private void begin(Waiting request) {
    MultiplexedConnection connection = withRoom();
    if (connection == null) {
      await(request); // filled or lost meanwhile
    } else {
      connection.begin(request.listener());
    }
  }

  private void await(Waiting request) {
    Opening last = openings.peekLast();
    if (last == null || last.waiting.size() >= WAITING) {
      last = open(request.cluster());
    }
    last.waiting.add(request);
  }

  private Opening open(Cluster cluster) {
    Opening opening = new Opening(connections.apply(this));
    openings.add(opening);
    connector
        .connect(cluster, endpoint, Inside.HTTP2, opening.connection.initializer())
        .addListener(
            done -> {
              if (done.isSuccess()) {
                limit(opening, cluster);
                return;
              }
              // Perhaps at once, while the caller is still in acquire.
              GatewayException failure = Connector.failure(cluster, endpoint, done.cause());
              connector.loop().execute(() -> fail(opening, failure));
            });
    return opening;
  }

  /** The upstream's first word, too, must come within the time for connecting. */
  private void limit(Opening opening, Cluster cluster) {
    if (openings.contains(opening)) {
      opening.timer =
          connector
              .loop()
              .schedule(
                  () -> {
                    fail(opening, silent(cluster));
                    opening.connection.close();
                  },
                  cluster.timeouts().connect().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private GatewayException silent(Cluster cluster) {
    return new GatewayException(
        GatewayException.Source.UPSTREAM,
        504,
        true,
        "upstream "
            + cluster.name()
            + ": no HTTP/2 settings from "
            + endpoint
            + " in "
            + cluster.timeouts().connect().toMillis()
            + " ms (does it speak H2C?)");
  }

  private void fail(Opening opening, GatewayException failure) {
    openings.remove(opening);
    opening.stopTimer();
    Waiting request;
    while ((request = opening.waiting.poll()) != null) {
      active--;
      request.listener().onUpstreamFailure(failure);
    }
  }

  private @Nullable Opening opening(MultiplexedConnection connection) {
    for (Opening opening : openings) {
      if (opening.connection == connection) {
        return opening;
      }
    }
    return null;
  }

  // ---- what connections tell

  /** The connection stands: what waited for it begins, and what finds no room waits for another. */
  public void ready(MultiplexedConnection connection) {
    Opening opening = opening(connection);
    if (opening == null) {
      connection.close(); // too late: the requests have been told
      return;
    }
    openings.remove(opening);
    opening.stopTimer();
    ready.add(connection);
    Waiting request;
    while ((request = opening.waiting.poll()) != null) {
      begin(request);
    }
    if (retired) {
      connection.close();
    }
  }

  /** A request is over, one way or the other. */
  public void ended() {
    active--;
  }

  /**
   * A connection is closed.
   *
   * @param failure for the requests that wait for it, when it never stood
   */
  public void closed(MultiplexedConnection connection, GatewayException failure) {
    ready.remove(connection);
    Opening opening = opening(connection);
    if (opening != null) {
      fail(opening, failure);
    }
  }

  void retire() {
    retired = true;
    List.copyOf(ready).forEach(MultiplexedConnection::close);
  }
}

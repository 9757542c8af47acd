package io.weir.host.upstream;

import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.tls.ClientTls.Inside;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connections to one endpoint that carry many requests each. One is enough until it is
 * full; then another is opened. The first with room is used, so that those that a peak needed grow
 * idle and are closed. Confined to the worker's loop.
 */
public final class MultiplexedPool {
  /** How many requests wait for one connection; what it can carry is not known before it stands. */
  private static final int WAITING = 100;

  private final Host host;
  private final PoolSetup setup;
  private final Lives<MultiplexedConnection> lives = new Lives<>();
  private final List<MultiplexedConnection> ready = new ArrayList<>();
  private final ArrayDeque<Opening> openings = new ArrayDeque<>();

  /** Those that find all connections full when no other may be opened. */
  private final ArrayDeque<Waiting> parked = new ArrayDeque<>();

  private boolean retired;

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

  MultiplexedPool(Host host, PoolSetup setup) {
    this.host = host;
    this.setup = setup;
  }

  public Endpoint endpoint() {
    return host.endpoint();
  }

  /** How long a connection may be without a request. */
  public Duration idleTimeout() {
    return cluster().timeouts().idle();
  }

  private Cluster cluster() {
    return host.owner().cluster();
  }

  /** Finds a place for one request; the listener hears later, never from within this call. */
  void acquire(UpstreamListener listener) {
    if (withRoom() == null) {
      await(listener);
    } else {
      host.owner().loop().execute(() -> begin(listener));
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

  private void begin(UpstreamListener listener) {
    MultiplexedConnection connection = withRoom();
    if (connection == null) {
      await(listener); // filled or lost meanwhile
    } else {
      begin(connection, listener);
    }
  }

  private void begin(MultiplexedConnection connection, UpstreamListener listener) {
    lives.used(connection);
    connection.begin(listener);
    if (lives.isOver(connection, cluster().settings().connections())) {
      leave(connection);
    }
  }

  /** It takes no further request. */
  private void leave(MultiplexedConnection connection) {
    ready.remove(connection);
    connection.close();
  }

  private void await(UpstreamListener listener) {
    WorkerCluster cluster = host.owner();
    if (!cluster.mayWait()) {
      host.ended();
      cluster.refuse(listener, cluster.tooManyWait());
      return;
    }
    await(new Waiting(host, listener));
  }

  private void await(Waiting request) {
    Opening last = openings.peekLast();
    if (last == null || last.waiting.size() >= WAITING) {
      if (!host.owner().mayConnect(hasNone())) {
        park(request);
        return;
      }
      last = open();
    }
    request.stopTimer();
    last.waiting.add(request);
  }

  /** Whether nothing that ends would ever make room for a request. */
  private boolean hasNone() {
    for (MultiplexedConnection connection : ready) {
      if (!connection.isLeaving()) {
        return false;
      }
    }
    return openings.isEmpty();
  }

  /** Its time runs on when it was parked before. */
  private void park(Waiting request) {
    parked.add(request);
    if (request.timer != null) {
      return;
    }
    request.timer =
        host.owner()
            .loop()
            .schedule(
                () -> {
                  parked.remove(request);
                  WorkerCluster cluster = host.owner();
                  fail(
                      request,
                      cluster.overflow("maxConnections", cluster.limits().maxConnections()));
                },
                cluster().timeouts().connect().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** There is room again, perhaps. Later: the stream that has ended is still counted now. */
  private void unpark() {
    if (!parked.isEmpty()) {
      host.owner().loop().execute(this::beginParked);
    }
  }

  private void beginParked() {
    while (!parked.isEmpty()) {
      MultiplexedConnection connection = withRoom();
      if (connection == null && !hasNone()) {
        return;
      }
      Waiting request = parked.remove();
      if (connection == null) {
        await(request);
        return;
      }
      request.stopTimer();
      host.owner().waited();
      begin(connection, request.listener);
    }
  }

  private Opening open() {
    Opening opening = new Opening(setup.http2().apply(this));
    openings.add(opening);
    ChannelFuture connecting = host.connect(Inside.HTTP2, opening.connection.initializer());
    connecting.channel().closeFuture().addListener(closed -> lives.closed(opening.connection));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            host.connected();
            limit(opening);
            return;
          }
          GatewayException failure = Connector.failure(cluster(), endpoint(), done.cause());
          host.connectFailed(failure);
          // Perhaps at once, while the caller is still in acquire.
          host.owner().loop().execute(() -> fail(opening, failure));
        });
    return opening;
  }

  /** The upstream's first word, too, must come within the time for connecting. */
  private void limit(Opening opening) {
    if (openings.contains(opening)) {
      opening.timer =
          host.owner()
              .loop()
              .schedule(
                  () -> {
                    GatewayException failure = silent();
                    host.connectFailed(failure);
                    fail(opening, failure);
                    opening.connection.close();
                  },
                  cluster().timeouts().connect().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private GatewayException silent() {
    return new GatewayException(
        GatewayException.Source.UPSTREAM,
        504,
        true,
        "upstream "
            + cluster().name()
            + ": no HTTP/2 settings from "
            + endpoint()
            + " in "
            + cluster().timeouts().connect().toMillis()
            + " ms (does it speak H2C?)");
  }

  private void fail(Opening opening, GatewayException failure) {
    openings.remove(opening);
    opening.stopTimer();
    Waiting request;
    while ((request = opening.waiting.poll()) != null) {
      fail(request, failure);
    }
  }

  private void fail(Waiting request, GatewayException failure) {
    host.owner().waited();
    host.ended();
    request.listener.onUpstreamFailure(failure);
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
    lives.opened(connection, host.owner(), () -> leave(connection));
    Waiting request;
    while ((request = opening.waiting.poll()) != null) {
      host.owner().waited();
      begin(request.listener);
    }
    unpark();
    if (retired) {
      connection.close();
    }
  }

  /** The head of an answer has come, with this status; interim ones are not told. */
  public void answered(int status) {
    host.answered(status);
  }

  /** A request was lost with its connection, its answer was none, or it was late. */
  public void lost() {
    host.lost();
  }

  /** A request is over, one way or the other. */
  public void ended() {
    host.ended();
    unpark();
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
      host.connectFailed(failure);
      fail(opening, failure);
    }
    unpark();
  }

  void retire() {
    retired = true;
    List.copyOf(ready).forEach(MultiplexedConnection::close);
  }
}

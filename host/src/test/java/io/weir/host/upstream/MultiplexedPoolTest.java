package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.CircuitBreaker;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.stream.GatewayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which connection a request is put on, and what it hears when there is none. */
class MultiplexedPoolTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final TestNames names = new TestNames();
  private final List<Connection> made = new ArrayList<>();
  private final Cluster cluster =
      new Cluster(
          "c",
          List.of(new Endpoint("origin", 80)),
          LoadBalancer.Policy.RoundRobin,
          new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(60)));
  private final WorkerCluster state =
      new WorkerCluster(
          ClusterSnapshot.of(cluster),
          new PoolSetup(
              new Connector(clock.eventLoop(), TestChannel.class, names),
              pool -> {
                throw new AssertionError("no HTTP/1.1 here");
              },
              pool -> {
                Connection connection = new Connection();
                made.add(connection);
                return connection;
              }),
          SuspectListener.NONE);
  private final Host host = Objects.requireNonNull(state.host(new Endpoint("origin", 80)));
  private final MultiplexedPool pool = host.shared();

  /** Carries two requests. */
  private static final class Connection implements MultiplexedConnection {
    final List<UpstreamListener> begun = new ArrayList<>();
    boolean closed;

    @Override
    public ChannelHandler initializer() {
      return new ChannelInboundHandlerAdapter();
    }

    @Override
    public boolean hasRoom() {
      return !closed && begun.size() < 2;
    }

    @Override
    public boolean isLeaving() {
      return closed;
    }

    @Override
    public void begin(UpstreamListener listener) {
      begun.add(listener);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Notes failures. */
  private static final class Request extends QuietListener {
    final List<Integer> failures = new ArrayList<>();

    @Override
    public void onUpstreamFailure(GatewayException failure) {
      failures.add(failure.status());
      assertTrue(failure.retryable());
    }
  }

  @AfterEach
  void close() {
    clock.finishAndReleaseAll();
  }

  private Request acquire() {
    Request request = new Request();
    state.acquire(null, UpstreamProtocol.H2C, request);
    return request;
  }

  private void settle() {
    clock.runPendingTasks();
  }

  @Test
  void requestsWaitForOneConnectionAndWhatFindsNoRoomForTheNext() {
    for (int i = 0; i < 5; i++) {
      acquire();
    }
    settle();
    assertEquals(1, made.size());
    pool.ready(made.get(0));
    assertEquals(2, made.get(0).begun.size());
    assertEquals(2, made.size(), "the rest waits for one more");
    pool.ready(made.get(1));
    pool.ready(made.get(2));
    assertEquals(1, made.get(2).begun.size());
    assertEquals(5, host.active());
  }

  @Test
  void aRequestHearsLaterOfAConnectionThatStands() {
    acquire();
    pool.ready(made.get(0));
    acquire();
    assertEquals(1, made.get(0).begun.size());
    settle();
    assertEquals(2, made.get(0).begun.size());
  }

  @Test
  void whatIsLostMeanwhileIsNotUsed() {
    acquire();
    pool.ready(made.get(0));
    acquire();
    made.get(0).closed = true;
    settle();
    assertEquals(2, made.size());
    pool.ready(made.get(1));
    assertEquals(1, made.get(1).begun.size());
  }

  @Test
  void aNameThatIsNoneIsToldLater() {
    names.failNext(1);
    Request request = acquire();
    assertEquals(List.of(), request.failures);
    settle();
    assertEquals(List.of(503), request.failures);
    assertEquals(0, host.active());
  }

  @Test
  void anUpstreamThatNeverSpeaksIsTakenForOneThatCannotBeReached() {
    clock.freezeTime();
    Request request = acquire();
    settle();
    clock.advanceTimeBy(1, TimeUnit.SECONDS);
    clock.runScheduledPendingTasks();
    assertEquals(List.of(504), request.failures);
    assertTrue(made.get(0).closed);
    assertEquals(0, host.active());
  }

  @Test
  void aConnectionThatClosesBeforeItStandsFailsItsRequests() {
    Request request = acquire();
    pool.closed(
        made.get(0), new GatewayException(GatewayException.Source.UPSTREAM, 503, true, "closed"));
    settle();
    assertEquals(List.of(503), request.failures);
  }

  @Test
  void aPoolThatIsGivenUpClosesItsConnections() {
    acquire();
    pool.ready(made.get(0));
    Request late = acquire();
    acquire();
    settle();
    pool.retire();
    assertTrue(made.get(0).closed);
    pool.ready(made.get(1));
    assertEquals(1, made.get(1).begun.size(), "what waited is served");
    assertTrue(made.get(1).closed);
    assertEquals(List.of(), late.failures);
  }

  private void limit(CircuitBreaker limits) {
    state.update(ClusterSnapshot.of(cluster, cluster.members(), new Circuit(limits)));
  }

  private void pass(long millis) {
    clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
    settle();
  }

  @Test
  void whatNoConnectionTakesWaitsForRoomOnOne() {
    limit(new CircuitBreaker(1, 0, 0, 0));
    acquire();
    acquire();
    acquire();
    settle();
    pool.ready(made.get(0));
    assertEquals(2, made.get(0).begun.size());
    assertEquals(1, made.size(), "maxConnections");
    made.get(0).begun.removeFirst();
    pool.ended();
    settle();
    assertEquals(2, made.get(0).begun.size());
    assertEquals(0, state.clusterCounts().pending());
    assertEquals(2, state.clusterCounts().requests());
  }

  @Test
  void whatWaitsTooLongIsRefusedHoweverOftenItIsLookedAt() {
    clock.freezeTime();
    limit(new CircuitBreaker(1, 0, 0, 0));
    acquire();
    acquire();
    settle();
    pool.ready(made.get(0));
    Request parked = acquire();
    settle();
    for (int i = 0; i < 4; i++) {
      pass(250);
      pool.ended(); // of others, whose place is taken at once
      settle();
    }
    assertEquals(List.of(503), parked.failures);
    assertEquals(0, state.clusterCounts().pending());
  }

  @Test
  void tooManyThatWaitAreRefused() {
    limit(new CircuitBreaker(1, 2, 0, 0));
    Request first = acquire();
    acquire();
    Request third = acquire();
    settle();
    assertEquals(List.of(), first.failures);
    assertEquals(List.of(503), third.failures);
    assertEquals(2, state.clusterCounts().pending());
    assertEquals(2, state.clusterCounts().requests());
    assertEquals(1, state.clusterCounts().overflows());
  }

  /** What ends on other endpoints' connections would never make room here. */
  @Test
  void anEndpointWithoutConnectionMayAlwaysHaveOne() {
    Cluster two =
        FakePools.cluster("protocol: H2C, endpoints: [ \"127.0.0.1:1\", \"127.0.0.1:2\" ]");
    Circuit one = new Circuit(new CircuitBreaker(1, 0, 0, 0));
    state.update(ClusterSnapshot.of(two, two.members(), one));
    for (int i = 0; i < 4; i++) {
      acquire();
    }
    settle();
    assertEquals(2, made.size(), "one each");
    assertEquals(2, state.clusterCounts().connections());
  }

  @Test
  void aConnectionThatLeavesIsReplacedBeyondTheLimit() {
    limit(new CircuitBreaker(1, 0, 0, 0));
    acquire();
    settle();
    pool.ready(made.get(0));
    made.get(0).closed = true; // a GOAWAY; its stream goes on
    acquire();
    settle();
    assertEquals(2, made.size());
  }
}

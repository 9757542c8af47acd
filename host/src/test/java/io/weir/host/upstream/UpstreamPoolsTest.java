package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.stream.GatewayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When requests hear of their connections. */
class UpstreamPoolsTest {
  private record Connection() implements PooledConnection {
    @Override
    public ChannelHandler initializer() {
      return new ChannelInboundHandlerAdapter();
    }

    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public void begin(UpstreamListener listener) {}

    @Override
    public void close() {}
  }

  private static Function<MultiplexedPool, MultiplexedConnection> noHttp2() {
    return pool -> {
      throw new AssertionError("no HTTP/2 here");
    };
  }

  /** Notes failures. */
  private static final class Failures extends QuietListener {
    final List<GatewayException> failures = new ArrayList<>();

    @Override
    public void onUpstreamFailure(GatewayException failure) {
      failures.add(failure);
    }
  }

  /** A plugin may name any host: to be told from within its call would enter it twice. */
  @Test
  void aFailureIsNeverToldFromWithinTheCall() {
    EmbeddedChannel clock = new EmbeddedChannel();
    TestNames names = new TestNames();
    names.failNext(1);
    UpstreamPools pools =
        new UpstreamPools(
            clock.eventLoop(), TestChannel.class, names, pool -> new Connection(), noHttp2());
    Failures heard = new Failures();
    pools.acquire(
        new Cluster(
            "callout",
            List.of(new Endpoint("a..b", 80)),
            LoadBalancer.Policy.RoundRobin,
            new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))),
        heard);
    assertEquals(List.of(), heard.failures);
    clock.runPendingTasks();
    assertEquals(503, heard.failures.getFirst().status());
    assertTrue(heard.failures.getFirst().retryable());
    assertTrue(String.valueOf(heard.failures.getFirst().getMessage()).contains("a..b"));
    clock.finishAndReleaseAll();
  }

  /** The address of a plugin's call may come from a client's request. */
  @Test
  void theAddressesThatPluginsNameAreNotRememberedForEver() {
    EmbeddedChannel clock = new EmbeddedChannel();
    TestNames names = new TestNames();
    names.failNext(2 * UpstreamPools.MAX_ADDRESSES);
    UpstreamPools pools =
        new UpstreamPools(
            clock.eventLoop(), TestChannel.class, names, pool -> new Connection(), noHttp2());
    Failures heard = new Failures();
    for (int i = 0; i < 2 * UpstreamPools.MAX_ADDRESSES; i++) {
      pools.acquire(
          new Cluster(
              "host" + i + ":80",
              List.of(new Endpoint("host" + i, 80)),
              LoadBalancer.Policy.RoundRobin,
              new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))),
          heard);
      clock.runPendingTasks();
    }
    assertEquals(2 * UpstreamPools.MAX_ADDRESSES, heard.failures.size());
    assertTrue(pools.addresses() <= UpstreamPools.MAX_ADDRESSES, pools.addresses() + " addresses");
    clock.finishAndReleaseAll();
  }

  @Test
  void hostsTellWhatIsUnderWayAndWhatHasBeen() {
    EmbeddedChannel clock = new EmbeddedChannel();
    TestNames names = new TestNames();
    names.failNext(2);
    UpstreamPools pools =
        new UpstreamPools(
            clock.eventLoop(), TestChannel.class, names, pool -> new Connection(), noHttp2());
    Endpoint shop = new Endpoint("shop", 80);
    Cluster cluster =
        new Cluster(
            "shop",
            List.of(shop),
            LoadBalancer.Policy.RoundRobin,
            new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    assertEquals(List.of(new UpstreamHost(shop, true, 0, 0)), pools.hosts(cluster));
    pools.acquire(cluster, new Failures());
    var opened = pools.open(cluster, new ChannelInboundHandlerAdapter());
    assertEquals(2, pools.hosts(cluster).getFirst().total());
    clock.runPendingTasks();
    assertFalse(opened.isSuccess());
    assertEquals(List.of(new UpstreamHost(shop, true, 0, 2)), pools.hosts(cluster));
  }
}

package io.weir.host.redis;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.ext.higress.RedisCallout.Listener;
import io.weir.proxywasm.ext.higress.RedisCallout.Options;
import io.weir.proxywasm.ext.higress.RedisCallout.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker's loop with Redis clients on it; a test is their guest. */
final class RedisRig implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final UpstreamPools pools =
      new UpstreamPools(
          group.next(),
          NioSocketChannel.class,
          DefaultAddressResolverGroup.INSTANCE,
          pool -> {
            throw new AssertionError("no HTTP here");
          },
          pool -> {
            throw new AssertionError("no HTTP here");
          });
  private volatile RouteTable table = RouteTable.EMPTY;
  private final RedisCallouts callouts = new RedisCallouts(group.next(), pools, () -> table);

  /** Options with a limit of time and nothing else. */
  static Options within(int millis) {
    return new Options(millis, 0, 0, 0);
  }

  /** The configuration has one upstream {@code redis} at these ports. */
  void configure(int... ports) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int port : ports) {
      endpoints.add(new Endpoint("127.0.0.1", port));
    }
    Cluster cluster =
        new Cluster(
            "redis",
            endpoints,
            LoadBalancer.Policy.RoundRobin,
            new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60)));
    table = new RouteTable(1, List.of(), Map.of("redis", cluster));
  }

  void configureNothing() {
    table = RouteTable.EMPTY;
  }

  @Nullable RedisClient find(String upstream) {
    return on(() -> callouts.connect(upstream, "", "", within(0)));
  }

  RedisClient client(int port, Options options) {
    return client("127.0.0.1:" + port, "", "", options);
  }

  RedisClient client(String upstream, String username, String password, Options options) {
    return Objects.requireNonNull(
        on(() -> callouts.connect(upstream, username, password, options)), upstream);
  }

  /** Runs on the loop, as a guest does. */
  <T extends @Nullable Object> T on(Callable<T> task) {
    try {
      return group.next().submit(task).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  boolean call(RedisClient client, String... words) {
    return on(() -> client.call(RespCommand.of(words), noting("")));
  }

  /** Notes what it is told; replies as {@code name + reply} with the line ends shown. */
  Listener noting(String name) {
    return new Listener() {
      @Override
      public void onReply(byte[] reply) {
        heard.add(name + new String(reply, StandardCharsets.ISO_8859_1).replace("\r\n", "|"));
      }

      @Override
      public void onFailure(String reason) {
        heard.add(name + "failed: " + reason);
      }
    };
  }

  /** The next thing that a listener was told. */
  String next() throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    return next == null ? "nothing within 30 s" : next;
  }

  /** Sends a command and waits for what becomes of it. */
  String ask(RedisClient client, String... words) throws InterruptedException {
    return call(client, words) ? next() : "not taken";
  }

  boolean heardNothingMore() {
    return heard.isEmpty();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}

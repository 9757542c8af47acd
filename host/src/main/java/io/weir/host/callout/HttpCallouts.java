package io.weir.host.callout;

import io.netty.channel.EventLoop;
import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of one worker's plugins, over that worker's own pools. */
public final class HttpCallouts implements HttpCallout {
  private final EventLoop loop;
  private final UpstreamPools pools;
  private final Supplier<RouteTable> table;

  public HttpCallouts(EventLoop loop, UpstreamPools pools, Supplier<RouteTable> table) {
    this.loop = loop;
    this.pools = pools;
    this.table = table;
  }

  @Override
  public WasmResult call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener) {
    Cluster cluster = cluster(upstream);
    if (cluster == null) {
      return WasmResult.BAD_ARGUMENT;
    }
    HeaderList request = new HeaderList();
    for (int i = 0; i < headers.size(); i++) {
      request.add(headers.name(i), headers.value(i));
    }
    request.set("content-length", Integer.toString(body.length));
    Callout callout = new Callout(loop, request, body, listener);
    callout.start(timeoutMillis);
    pools.acquire(cluster, callout);
    return WasmResult.OK;
  }

  /** An upstream of the configuration, or an address. */
  private @Nullable Cluster cluster(String name) {
    Cluster configured = table.get().cluster(name);
    if (configured != null) {
      return configured;
    }
    int colon = name.lastIndexOf(':');
    if (colon <= 0 || !isPort(name.substring(colon + 1))) {
      return null;
    }
    return new Cluster(
        name,
        List.of(Endpoint.parse(name)),
        LoadBalancer.Policy.RoundRobin,
        new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60)));
  }

  private static boolean isPort(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int port = Integer.parseInt(text);
    return port > 0 && port < 65_536;
  }
}

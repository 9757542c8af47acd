package io.weir.host.callout;

import io.netty.channel.EventLoop;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterNames;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import java.util.function.Supplier;

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
    Cluster cluster = ClusterNames.find(upstream, table.get()::cluster);
    if (cluster == null) {
      return WasmResult.BAD_ARGUMENT;
    }
    HeaderList request = copied(headers);
    if (trailers.size() == 0) {
      request.set("content-length", Integer.toString(body.length));
    } else {
      request.remove("content-length"); // only a body in chunks has room for trailers
    }
    Callout callout = new Callout(loop, request, body, copied(trailers), listener);
    callout.start(timeoutMillis);
    pools.acquire(cluster, callout);
    return WasmResult.OK;
  }

  /** The guest's own may change or go before the call is sent. */
  static HeaderList copied(HeaderMap map) {
    HeaderList copy = new HeaderList();
    for (int i = 0; i < map.size(); i++) {
      copy.add(map.name(i), map.value(i));
    }
    return copy;
  }
}

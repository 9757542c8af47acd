package io.weir.host.callout;

import io.netty.channel.EventLoop;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterNames;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gRPC calls of one worker's plugins, over that worker's own HTTP/2 pools. */
public final class GrpcCallouts implements GrpcCallout {
  private final EventLoop loop;
  private final UpstreamPools pools;
  private final Supplier<RouteTable> table;

  public GrpcCallouts(EventLoop loop, UpstreamPools pools, Supplier<RouteTable> table) {
    this.loop = loop;
    this.pools = pools;
    this.table = table;
  }

  @Override
  public @Nullable Call start(
      String upstream,
      String service,
      String method,
      HeaderMap initialMetadata,
      int timeoutMillis,
      Listener listener) {
    Cluster cluster = ClusterNames.find(upstream, table.get()::cluster);
    if (cluster == null) {
      return null;
    }
    HeaderList head = new HeaderList();
    head.add(":method", "POST");
    head.add(":scheme", "http");
    head.add(":path", "/" + service + "/" + method);
    head.add(":authority", authority(cluster));
    head.add("te", "trailers");
    head.add("content-type", "application/grpc");
    if (timeoutMillis > 0) {
      head.add("grpc-timeout", GrpcMetadata.timeout(timeoutMillis));
    }
    GrpcMetadata.write(initialMetadata, head);
    GrpcStream stream = new GrpcStream(loop, head, listener);
    stream.armDeadline(timeoutMillis);
    pools.acquire(cluster, UpstreamProtocol.H2C, stream);
    return stream;
  }

  /** The cluster's name, as Envoy has it, unless that cannot stand in a request. */
  private static String authority(Cluster cluster) {
    String name = cluster.name();
    boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7f && "|/?#@\\".indexOf(c) < 0);
    return plain ? name : cluster.endpoints().getFirst().toString();
  }
}

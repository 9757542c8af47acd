package io.weir.host.redis;

import io.netty.channel.EventLoop;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterNames;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.ext.higress.RedisCallout;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Redis clients of one worker's plugins. On that worker's loop. */
public final class RedisCallouts implements RedisCallout {
  private final EventLoop loop;
  private final UpstreamPools pools;
  private final Supplier<RouteTable> table;

  public RedisCallouts(EventLoop loop, UpstreamPools pools, Supplier<RouteTable> table) {
    this.loop = loop;
    this.pools = pools;
    this.table = table;
  }

  @Override
  public @Nullable RedisClient connect(
      String upstream, String username, String password, Options options) {
    Supplier<@Nullable Cluster> cluster = () -> ClusterNames.find(upstream, table.get()::cluster);
    if (cluster.get() == null) {
      return null;
    }
    RedisService service =
        new RedisService(upstream, cluster, username, password, options.database());
    return new PipelinedClient(loop, pools, service, options);
  }
}

package io.weir.host.callout;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.weir.host.net.Http1ClientConnection;
import io.weir.host.net.Http2ClientConnection;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.UpstreamPools;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One loop with real connections, as a worker has it. */
final class CalloutRig implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  final EventLoop loop = group.next();
  private final UpstreamPools pools =
      new UpstreamPools(
          loop,
          NioSocketChannel.class,
          DefaultAddressResolverGroup.INSTANCE,
          Http1ClientConnection.sharing(new Http1Workspace()),
          Http2ClientConnection::to);
  final GrpcCallouts grpc = new GrpcCallouts(loop, pools, () -> RouteTable.EMPTY);
  final HttpCallouts http = new HttpCallouts(loop, pools, () -> RouteTable.EMPTY);

  /** Runs on the loop, as everything of a worker does. */
  <T> T onLoop(Callable<T> action) throws Exception {
    return loop.submit(action).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    loop.submit(pools::close).get(10, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
  }
}

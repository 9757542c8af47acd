package io.weir.proxywasm.tck.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.weir.proxywasm.tck.rule.CalloutOrigin;
import io.weir.proxywasm.tck.rule.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * As {@link Origin}, in HTTP/2 in cleartext; it also answers gRPC, as {@link GrpcMethod} says. One
 * thread serves all.
 */
final class Http2Origin implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger resets = new AtomicInteger();
  private final Script script;
  private final Channel server;

  Http2Origin(Script script) {
    this.script = script;
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                initializer(
                    connection ->
                        connection
                            .pipeline()
                            .addLast(
                                Http2FrameCodecBuilder.forServer().build(),
                                new Http2MultiplexHandler(initializer(this::stream)),
                                new LostConnections())))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  static ChannelInitializer<Channel> initializer(Consumer<Channel> setUp) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        setUp.accept(channel);
      }
    };
  }

  private void stream(Channel stream) {
    stream
        .pipeline()
        .addLast(
            new Http2Collector() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
                if (frame instanceof Http2HeadersFrame headers && GrpcStream.isGrpc(headers)) {
                  GrpcStream grpc = new GrpcStream(headers, resets);
                  ctx.pipeline().replace(this, "grpc", grpc);
                  grpc.start(ctx.channel());
                } else {
                  super.channelRead0(ctx, frame);
                }
              }

              @Override
              void onMessage(ChannelHandlerContext ctx, Message request) {
                Message answer =
                    request.path().startsWith(CalloutOrigin.PATH)
                        ? CalloutOrigin.answer(request)
                        : script.next(request);
                var head = new DefaultHttp2Headers().status(answer.start());
                Http2Messages.write(ctx.channel(), head, answer);
              }
            });
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

package io.weir.bench.torture.origin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.weir.bench.torture.payload.Fault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The upstream of the torture, on a free loopback port. Every answer gives the request's {@code
 * x-stamp-req-*} headers back as {@code x-seen-*}.
 *
 * <ul>
 *   <li>{@code /sse?id=&events=&interval=}: numbered events, the interval in milliseconds
 *   <li>{@code /ws}: WebSocket echo
 *   <li>{@code /download?seed=&size=&rate=}: seeded bytes with a content-length; bytes a second, 0:
 *       as fast as they are taken
 *   <li>{@code /upload?seed=}: reads a body of seeded bytes; answers with its count, its SHA-256
 *       and where it first differed
 *   <li>{@code /plain?n=}: a small answer made of {@code n}
 * </ul>
 */
public final class OriginServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int THREADS = 2;

  private final EventLoopGroup group;
  private final Channel channel;

  private OriginServer(EventLoopGroup group, Channel channel) {
    this.group = group;
    this.channel = channel;
  }

  /** Starts an origin; with a fault, every download and event stream of it has one wrong byte. */
  public static OriginServer start(Fault fault) {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    Channel channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32_768, 65_536))
            .childHandler(initializer(fault))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return new OriginServer(group, channel);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static ChannelInitializer<SocketChannel> initializer(Fault fault) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel ch) {
        ch.pipeline().addLast(new HttpServerCodec(), new OriginHandler(fault));
      }
    };
  }
}

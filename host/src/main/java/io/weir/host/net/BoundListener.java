package io.weir.host.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.observe.view.OpenConnections.Speech;
import io.weir.host.overload.ConnectionLimit;
import io.weir.host.overload.ConnectionLimit.Place;
import io.weir.host.stream.StreamHost;
import io.weir.host.upstream.Endpoint;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bound listener. Closing it keeps the connections that it has accepted. */
public final class BoundListener implements AutoCloseable {
  private final String name;
  private final Protocol protocol;
  private final String address;
  private final Channel channel;

  private BoundListener(String name, Protocol protocol, String address, Channel channel) {
    this.name = name;
    this.protocol = protocol;
    this.address = address;
    this.channel = channel;
  }

  /**
   * What a connection needs of the worker that it comes to.
   *
   * @param settings those in force now
   */
  public record Home(StreamHost host, ConnectionTracker connections, ListenerSettings settings) {}

  /**
   * Where listeners are bound and what their connections live on.
   *
   * @param limit on the connections of all listeners
   * @param homes the worker of a loop of {@code workers}
   */
  public record Sockets(
      EventLoopGroup acceptor,
      EventLoopGroup workers,
      Class<? extends ServerSocketChannel> type,
      ConnectionLimit limit,
      Function<EventLoop, Home> homes) {}

  /**
   * Binds; who connects waits until {@link #accept}. Blocks; not on an event loop.
   *
   * @throws BindFailedException naming the address and what to do
   */
  public static BoundListener bind(
      String name, Protocol protocol, String address, Sockets sockets) {
    Consumer<Channel> accept =
        child -> {
          if (!mayOpen(child, protocol, sockets)) {
            return;
          }
          Home home = sockets.homes.apply(child.eventLoop());
          home.host.watch().connectionOpened(child, name, BoundListener::speech);
          switch (protocol) {
            case HTTP, HTTPS -> HttpListener.accept(child, home);
            case TCP, TLS -> TcpListener.accept(child, home);
          }
        };
    Endpoint at = Endpoint.parse(address);
    var bound =
        new ServerBootstrap()
            .group(sockets.acceptor, sockets.workers)
            .channel(sockets.type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    accept.accept(child);
                  }
                })
            .bind(new InetSocketAddress(at.host(), at.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new BindFailedException(name, address, bound.cause());
    }
    return new BoundListener(name, protocol, address, bound.channel());
  }

  /** What a connection speaks, for a view. */
  private static Speech speech(Channel channel) {
    Http2Handler http2 = channel.pipeline().get(Http2Handler.class);
    if (http2 != null) {
      return new Speech("HTTP/2", http2.connection().numActiveStreams());
    }
    Http1ServerConnection http1 = channel.pipeline().get(Http1ServerConnection.class);
    return http1 == null
        ? new Speech("TCP", 0)
        : new Speech(http1.protocol(), http1.isBusy() ? 1 : 0);
  }

  /** Whether the connection is to be served; else it has been seen to. */
  private static boolean mayOpen(Channel child, Protocol protocol, Sockets sockets) {
    ConnectionLimit limit = sockets.limit;
    Place place = limit.open();
    if (place == Place.CROWDED || (place == Place.NONE && protocol != Protocol.HTTP)) {
      child.unsafe().closeForcibly();
    } else if (place == Place.NONE) {
      Home home = sockets.homes.apply(child.eventLoop());
      child.pipeline().addLast(new OverloadedConnection(home.connections.date()));
    }
    if (place != Place.CROWDED) {
      child.closeFuture().addListener(closed -> limit.closed());
    }
    return place == Place.FREE;
  }

  /** Takes connections from now on. Any thread; idempotent. */
  public void accept() {
    channel.config().setAutoRead(true);
  }

  public String name() {
    return name;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** As configured. */
  public String address() {
    return address;
  }

  /** As bound: with the port that port 0 became. */
  public InetSocketAddress boundAddress() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }
}

package io.weir.registry.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry that serves. Thread-safe. */
public final class RegistryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int THREADS = 2;
  private static final int BACKLOG = 512;
  private static final int CLOSE_SECONDS = 5;

  private final Storage storage;
  private final RegistryRoot root;
  private final EventLoopGroup group;
  private final Channel channel;
  private final boolean tls;

  private RegistryServer(
      Storage storage, RegistryRoot root, EventLoopGroup group, Channel channel, boolean tls) {
    this.storage = storage;
    this.root = root;
    this.group = group;
    this.channel = channel;
    this.tls = tls;
  }

  /**
   * Starts a registry.
   *
   * @return when it accepts connections
   * @throws IllegalArgumentException when the options may not be served together, naming which
   * @throws IOException when the folder or the address cannot be had, naming it and the remedy
   */
  public static RegistryServer start(RegistryOptions options) throws IOException {
    options.check();
    SslContext tls = tls(options);
    Storage storage = Storage.open(options);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("registry-io", true), NioIoHandler.newFactory());
    RegistryRoot root = null;
    boolean started = false;
    try {
      root = new RegistryRoot(storage, options);
      Channel channel = bind(options, group, initializer(options, root, tls));
      started = true;
      return new RegistryServer(storage, root, group, channel, options.tls());
    } finally {
      if (!started) {
        if (root != null) {
          root.close();
        }
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        storage.close();
      }
    }
  }

  private static RegistryInitializer initializer(
      RegistryOptions options, RegistryRoot root, @Nullable SslContext tls) {
    Set<String> hosts =
        options.hosts().stream()
            .map(each -> each.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    OriginGuard guard = new OriginGuard(hosts, tls == null ? "http" : "https");
    return new RegistryInitializer(root, guard, tls);
  }

  private static @Nullable SslContext tls(RegistryOptions options) throws IOException {
    if (options.tlsCertificate() == null || options.tlsKey() == null) {
      return null;
    }
    try {
      return SslContextBuilder.forServer(
              options.tlsCertificate().toFile(), options.tlsKey().toFile())
          .build();
    } catch (IllegalArgumentException | SSLException e) {
      throw new IOException(
          "TLS: %s and %s cannot be used (expected: PEM chain and PKCS 8 key): %s"
              .formatted(options.tlsCertificate(), options.tlsKey(), e.getMessage()),
          e);
    }
  }

  private static Channel bind(
      RegistryOptions options, EventLoopGroup group, RegistryInitializer initializer)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer)
            .bind(options.host(), options.port())
            .awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    Throwable cause = bound.cause();
    String address = options.host() + ":" + options.port();
    String why =
        cause instanceof BindException
            ? "is in use or not an address of this machine; stop what listens there, or choose"
                + " another with --listen HOST:PORT"
            : "cannot be listened on (" + cause + ")";
    throw new IOException(address + " " + why, cause);
  }

  /** The address that it listens on, with the port that was chosen. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** {@code host:port}, as it stands in references. */
  public String authority() {
    InetSocketAddress address = address();
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** {@code http://host:port} or {@code https://host:port}. */
  public String url() {
    return (tls ? "https://" : "http://") + authority();
  }

  /** Stops accepting, ends connections, lets the folder go. Waits some seconds at most. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    root.close();
    try {
      storage.close();
    } catch (IOException e) {
      LOG.warn("the registry's store cannot be closed: {}", e.getMessage());
    }
  }
}

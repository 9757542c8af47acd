package io.weir.registry.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.registry.http.RegistryHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry that serves. Thread-safe. */
public final class RegistryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int MAX_THREADS = 4;
  private static final int BACKLOG = 512;
  private static final int MAX_CONNECTIONS = 1024;
  private static final int MAX_READ = 128 << 10;
  private static final int READS = 4;
  private static final int DRAIN_SECONDS = 8;
  private static final int CLOSE_SECONDS = 5;
  private static final Duration TLS_LOOK = Duration.ofSeconds(10);

  private final Storage storage;
  private final RegistryRoot root;
  private final EventLoopGroup group;
  private final Channel channel;
  private final Connections connections;
  private final @Nullable TlsFiles tls;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RegistryServer(
      Storage storage,
      RegistryRoot root,
      EventLoopGroup group,
      Channel channel,
      Connections connections,
      @Nullable TlsFiles tls) {
    this.storage = storage;
    this.root = root;
    this.group = group;
    this.channel = channel;
    this.connections = connections;
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
    TlsFiles tls = tls(options);
    Storage storage = Storage.open(options);
    RegistryRoot root = root(storage, options);
    Transport transport = Transport.best();
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("registry-io", true), transport.handlers());
    boolean started = false;
    try {
      Traffic traffic = new Traffic();
      Connections connections = new Connections(MAX_CONNECTIONS, traffic);
      Serving serving = serving(options, storage, root, traffic, connections, tls != null);
      RegistryInitializer initializer = new RegistryInitializer(serving, connections, tls);
      Channel channel = bind(options, group, transport, initializer);
      if (tls != null) {
        tls.watch();
      }
      started = true;
      return new RegistryServer(storage, root, group, channel, connections, tls);
    } finally {
      if (!started) {
        root.close();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        storage.close();
      }
    }
  }

  private static RegistryRoot root(Storage storage, RegistryOptions options) throws IOException {
    boolean opened = false;
    try {
      RegistryRoot root = new RegistryRoot(storage, options);
      opened = true;
      return root;
    } finally {
      if (!opened) { // the options, as a key that is none
        storage.close();
      }
    }
  }

  private static Serving serving(
      RegistryOptions options,
      Storage storage,
      RegistryRoot root,
      Traffic traffic,
      Connections connections,
      boolean tls) {
    Set<String> hosts =
        options.hosts().stream()
            .map(each -> each.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    OriginGuard guard = new OriginGuard(hosts, tls ? "https" : "http");
    RegistryHandler all =
        new StatusHandler(
            root,
            () -> !connections.isStopping(),
            List.of(
                traffic::write,
                storage::write,
                new HousekeepingMetrics(storage.housekeeper())::write));
    return new Serving(all, guard, traffic, new BodyBudget());
  }

  private static @Nullable TlsFiles tls(RegistryOptions options) throws IOException {
    return options.tlsCertificate() == null || options.tlsKey() == null
        ? null
        : TlsFiles.open(options.tlsCertificate(), options.tlsKey(), TLS_LOOK);
  }

  private static Channel bind(
      RegistryOptions options,
      EventLoopGroup group,
      Transport transport,
      RegistryInitializer initializer)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.server())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 4096, MAX_READ).maxMessagesPerRead(READS))
            .childHandler(initializer);
    transport.tune(bootstrap);
    ChannelFuture bound = bootstrap.bind(options.host(), options.port()).awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    Throwable cause = bound.cause();
    String address = options.host() + ":" + options.port();
    String why =
        cause instanceof IOException // of several kinds, by transport
            ? "is in use or not an address of this machine; stop what listens there, or choose"
                + " another with --listen HOST:PORT"
            : "cannot be listened on";
    throw new IOException(address + " " + why + " (" + cause.getMessage() + ")", cause);
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
    return (tls != null ? "https://" : "http://") + authority();
  }

  /**
   * Stops accepting, lets requests that are under way end, for some seconds at most, and lets the
   * folder go.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    if (!connections.drain(DRAIN_SECONDS)) {
      LOG.info("requests are still under way after {} s; they are cut off", DRAIN_SECONDS);
    }
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    root.close();
    if (tls != null) {
      tls.close();
    }
    try {
      storage.close();
    } catch (IOException e) {
      LOG.warn("the registry's store cannot be closed: {}", e.getMessage());
    }
  }
}

package io.weir.host.upstream.control;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.weir.host.config.DnsSettings;
import io.weir.host.config.HostPort;
import io.weir.host.upstream.UpstreamPools;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all controlled clusters work with. Confined to its loop.
 *
 * @param probes pools of this loop for health checks
 */
record ControlLoop(
    EventLoop loop,
    UpstreamPools probes,
    Workers workers,
    Class<? extends DatagramChannel> datagram,
    Class<? extends SocketChannel> stream,
    Map<List<String>, DnsNameResolver> resolvers) {

  ControlLoop(
      EventLoop loop,
      UpstreamPools probes,
      Workers workers,
      Class<? extends DatagramChannel> datagram,
      Class<? extends SocketChannel> stream) {
    this(loop, probes, workers, datagram, stream, new HashMap<>());
  }

  /** The loop's clock, which a test may set. */
  long nanoTime() {
    return loop.ticker().nanoTime();
  }

  /** One for each list of servers; an empty list means those of the system. */
  DnsNameResolver resolver(DnsSettings settings) {
    return resolvers.computeIfAbsent(settings.servers(), this::made);
  }

  private DnsNameResolver made(List<String> servers) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(loop)
            .datagramChannelType(datagram)
            .socketChannelType(stream) // for what a datagram is too small for (RFC 7766)
            .optResourceEnabled(false);
    if (!servers.isEmpty()) {
      InetSocketAddress[] addresses =
          servers.stream().map(ControlLoop::address).toArray(InetSocketAddress[]::new);
      builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(addresses));
    }
    return builder.build();
  }

  private static InetSocketAddress address(String text) {
    HostPort parsed = HostPort.parse(text);
    if (parsed == null) {
      throw new IllegalArgumentException("name server: " + text + " (expected: host:port)");
    }
    return parsed.resolve();
  }

  void close() {
    resolvers.values().forEach(DnsNameResolver::close);
    probes.close();
  }
}

package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two ends of a connection, and by which name the client knows this one. One thread. */
final class Peer {
  private final OriginGuard guard;
  private final String local;
  private final String remote;
  private String lastHost = "";
  private String lastOrigin = "";

  Peer(OriginGuard guard, Channel channel) {
    this.guard = guard;
    this.local = literal((InetSocketAddress) channel.localAddress());
    this.remote = literal((InetSocketAddress) channel.remoteAddress());
  }

  private static String literal(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }

  /** The client's address, without its port. */
  String remote() {
    return remote;
  }

  /**
   * The origin that the client knows this server by; mostly that of the request before.
   *
   * @throws RegistryFault 400 or 403, see {@link OriginGuard#check}
   */
  String origin(HttpHeaders headers) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1) { // RFC 9112, section 3.2
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "Host: " + hosts + " (expected: one)");
    }
    String host = hosts.isEmpty() ? null : hosts.getFirst();
    @Nullable String page = headers.get(HttpHeaderNames.ORIGIN);
    if (page == null && lastHost.equals(host)) {
      return lastOrigin;
    }
    String origin = guard.check(host, page, local);
    lastHost = String.valueOf(host);
    lastOrigin = origin;
    return origin;
  }
}

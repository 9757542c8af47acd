package io.weir.host.stream;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of a client's connection before its first request. Immutable.
 *
 * @param tls null in cleartext, and for TLS that goes through as it is
 * @param serverName what the client asked for by SNI, lower case; empty for none
 * @param client where the client is by a PROXY header; null: where the socket says
 * @param destination where it connected to by a PROXY header; null: where the socket says
 * @param forwardedCertificate what upstreams are told of the client's certificate, as {@code
 *     x-forwarded-client-cert}; null for nothing
 */
public record ConnectionInfo(
    @Nullable TlsSession tls,
    String serverName,
    @Nullable SocketAddress client,
    @Nullable SocketAddress destination,
    @Nullable String forwardedCertificate) {
  /** Nothing was learned: cleartext, and no PROXY header. */
  public static final ConnectionInfo NONE = new ConnectionInfo(null, "", null, null, null);

  private static final AttributeKey<ConnectionInfo> KEY =
      AttributeKey.valueOf(ConnectionInfo.class, "connection");

  /** What is known of a connection. On its loop. */
  public static ConnectionInfo of(Channel channel) {
    if (!channel.hasAttr(KEY)) {
      return NONE;
    }
    ConnectionInfo known = channel.attr(KEY).get();
    return known == null ? NONE : known;
  }

  /** Notes it, before the handlers of requests are there. On the loop. */
  public void attach(Channel channel) {
    channel.attr(KEY).set(this);
  }

  /** The client's address. */
  public @Nullable SocketAddress remoteAddress(Channel channel) {
    return client == null ? channel.remoteAddress() : client;
  }

  /** The address that the client has connected to. */
  public @Nullable SocketAddress localAddress(Channel channel) {
    return destination == null ? channel.localAddress() : destination;
  }
}

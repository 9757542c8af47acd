package io.weir.host.tcp;

import io.weir.host.observe.record.BareRecord;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a connection says of itself to the access log, and what is counted for that. */
final class TcpReport extends BareRecord {
  private static final long NO_HEALTHY_UPSTREAM = 1L << 1;
  private static final long UPSTREAM_CONNECTION_FAILURE = 1L << 5;
  private static final long NO_ROUTE_FOUND = 1L << 8;

  private final TcpConnection connection;
  private final long startedAtMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private long received;
  private long sent;
  private long flags;
  private int attempts;
  private @Nullable String failure;

  TcpReport(TcpConnection connection) {
    this.connection = connection;
  }

  /** The client has sent so many bytes more. */
  void received(int bytes) {
    received += bytes;
  }

  /** So many bytes more go to the client. */
  void sent(int bytes) {
    sent += bytes;
  }

  void attempt() {
    attempts++;
  }

  /** No connection to the upstream came about. */
  void failed(@Nullable String why) {
    failure = why;
    flags |= UPSTREAM_CONNECTION_FAILURE;
  }

  /** No endpoint of the upstream can be used. */
  void refused(@Nullable String why) {
    failure = why;
    flags |= NO_HEALTHY_UPSTREAM;
  }

  /** There is no backend for the name that the client asks for. */
  void unrouted() {
    flags |= NO_ROUTE_FOUND;
  }

  @Override
  public long startedAtMillis() {
    return startedAtMillis;
  }

  @Override
  public long durationNanos() {
    return System.nanoTime() - startNanos;
  }

  @Override
  public long requestBytes() {
    return received;
  }

  @Override
  public long responseBytes() {
    return sent;
  }

  @Override
  public long flags() {
    return flags;
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public String listener() {
    return connection.listener();
  }

  @Override
  public String cluster() {
    return connection.clusterName();
  }

  @Override
  public @Nullable SocketAddress upstream() {
    TcpSocket upstream = connection.upstream();
    return upstream == null ? null : upstream.remoteAddress();
  }

  @Override
  public @Nullable String upstreamFailure() {
    return failure;
  }

  @Override
  public @Nullable SocketAddress client() {
    return connection.client().remoteAddress();
  }

  @Override
  public @Nullable SocketAddress local() {
    return connection.client().localAddress();
  }

  @Override
  public String protocol() {
    return "TCP";
  }

  @Override
  public long connection() {
    return connection.id();
  }

  @Override
  public @Nullable String tlsVersion() {
    TlsSession tls = connection.client().info().tls();
    return tls == null ? null : tls.version();
  }

  @Override
  public @Nullable String tlsCipher() {
    TlsSession tls = connection.client().info().tls();
    return tls == null ? null : tls.cipher();
  }

  @Override
  public @Nullable String serverName() {
    return connection.client().info().serverName();
  }

  @Override
  public @Nullable String peerSubject() {
    TlsSession tls = connection.client().info().tls();
    return tls == null || tls.peer() == null
        ? null
        : tls.peer().getSubjectX500Principal().getName();
  }

  @Override
  public String plugins() {
    return connection.filters().stream().map(TcpFilter::label).collect(Collectors.joining(","));
  }
}

package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.observe.CloseReason;
import io.weir.host.observe.record.BareRecord;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused while it was read, and so was never a stream: it has a line in the
 * access log, with a status and what was wrong with it, and is counted. Confined to its loop.
 */
final class RefusedRequest extends BareRecord {
  private static final long DOWNSTREAM_PROTOCOL_ERROR = 1L << 18;

  private final Channel channel;
  private final String listener;
  private final long connection;
  private final String protocol;
  private final DecodeError error;
  private final ConnectionInfo info;
  private final long now = System.currentTimeMillis();

  private RefusedRequest(
      Channel channel, String listener, long connection, String protocol, DecodeError error) {
    this.channel = channel;
    this.listener = listener;
    this.connection = connection;
    this.protocol = protocol;
    this.error = error;
    this.info = ConnectionInfo.of(channel);
  }

  /** Logs it and counts it. */
  static void tell(
      StreamHost host,
      Channel channel,
      String listener,
      long connection,
      String protocol,
      DecodeError error) {
    host.watch()
        .refused(
            new RefusedRequest(channel, listener, connection, protocol, error),
            CloseReason.ofRefusal(error.status()));
  }

  @Override
  public int status() {
    return error.status();
  }

  @Override
  public long startedAtMillis() {
    return now;
  }

  @Override
  public long durationNanos() {
    return 0;
  }

  @Override
  public long flags() {
    return error.status() == 408 ? 0 : DOWNSTREAM_PROTOCOL_ERROR;
  }

  /** One word, as the details of other responses are. */
  @Override
  public String detail() {
    return error.text().replace(' ', '_');
  }

  @Override
  public String listener() {
    return listener;
  }

  @Override
  public @Nullable SocketAddress client() {
    return info.remoteAddress(channel);
  }

  @Override
  public @Nullable SocketAddress local() {
    return info.localAddress(channel);
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public long connection() {
    return connection;
  }

  @Override
  public @Nullable String tlsVersion() {
    TlsSession tls = info.tls();
    return tls == null ? null : tls.version();
  }

  @Override
  public @Nullable String tlsCipher() {
    TlsSession tls = info.tls();
    return tls == null ? null : tls.cipher();
  }

  @Override
  public @Nullable String serverName() {
    return info.serverName();
  }
}

package io.weir.host.net;

import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.HttpSettings;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.TlsSession;
import io.weir.host.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * What a listener's connections go by. Immutable; made with a generation of the configuration and
 * shared by all workers. A connection keeps what was in force when it was accepted.
 *
 * @param listener its name
 * @param http how HTTP connections are treated
 * @param tls ends the client's TLS; null for cleartext, and where TLS goes through as it is
 * @param passthrough whether TLS goes through as it is
 * @param proxy who may send a PROXY header; null for nobody
 */
public record ListenerSettings(
    String listener,
    HttpSettings http,
    @Nullable ServerTls tls,
    boolean passthrough,
    @Nullable ProxyPolicy proxy) {
  private static final long PROXY_HEADER_MILLIS = 10_000;

  /** In cleartext, and without PROXY headers. */
  public ListenerSettings(String listener, HttpSettings http) {
    this(listener, http, null, false, null);
  }

  /** Compiles what the configuration says. On the control thread. */
  public static ListenerSettings of(Listener listener, @Nullable ServerTls tls) {
    return new ListenerSettings(
        listener.name(),
        listener.http(),
        tls,
        listener.protocol().isTls() && tls == null,
        ProxyPolicy.of(listener.proxyProtocol()));
  }

  /** Whether connections are ready for their first request as they come. */
  boolean isPlain() {
    return tls == null && !passthrough && proxy == null;
  }

  /**
   * Refuses a request for another host than its connection was opened for.
   *
   * @param session of the connection; null in cleartext
   * @throws MalformedMessageException 421 (RFC 9110 section 15.5.20)
   */
  void checkHost(HeaderList request, @Nullable TlsSession session) {
    ServerTls terminates = tls;
    if (terminates == null || session == null) {
      return;
    }
    if (terminates.isMisdirected(session.serverName(), request.getOrEmpty(":authority"))) {
      throw new MalformedMessageException(
          421, "the host is another than this connection was opened for");
    }
  }

  /** How long a PROXY header and a handshake may take together. */
  long setupMillis() {
    ServerTls terminates = tls;
    return terminates == null
        ? PROXY_HEADER_MILLIS
        : terminates.settings().handshakeTimeout().toMillis();
  }
}

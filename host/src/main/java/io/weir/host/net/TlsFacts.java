package io.weir.host.net;

import io.weir.host.config.ClientValidation;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.TlsSession;
import io.weir.host.tls.ClientHello;
import io.weir.host.tls.ServerTls;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Gathers what is learned of a connection before its first request. On its loop. */
final class TlsFacts {
  private ProxyHeader header = ProxyHeader.LOCAL;
  private ClientHello hello = ClientHello.UNKNOWN;
  private ServerTls.@Nullable Handshake handshake;
  private @Nullable TlsSession session;

  void header(ProxyHeader read) {
    header = read;
  }

  void hello(ClientHello read) {
    hello = read;
  }

  void begun(ServerTls.Handshake with) {
    handshake = with;
  }

  /** The handshake is done; gives what was agreed on by ALPN, null for nothing. */
  @Nullable String handshaken() {
    ServerTls.Handshake done = handshake;
    if (done == null) {
      return null;
    }
    SSLSession agreed = done.handler().engine().getSession();
    session =
        new TlsSession(
            agreed.getProtocol(),
            agreed.getCipherSuite(),
            hello.serverName(),
            done.local(),
            peer(agreed, done.peers()));
    return done.handler().applicationProtocol();
  }

  private static @Nullable X509Certificate peer(SSLSession agreed, ServerTls.PeerCheck check) {
    try {
      Certificate[] shown = agreed.getPeerCertificates();
      X509Certificate[] chain = Arrays.copyOf(shown, shown.length, X509Certificate[].class);
      return check.believes(chain) ? chain[0] : null;
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }

  ConnectionInfo info(ListenerSettings settings) {
    TlsSession agreed = session;
    X509Certificate peer = agreed == null ? null : agreed.peer();
    ServerTls tls = settings.tls();
    ClientValidation clients = tls == null ? null : tls.settings().clientValidation();
    boolean forward = clients != null && clients.forwardClientCertificate();
    return new ConnectionInfo(
        agreed,
        hello.serverName(),
        header.source(),
        header.destination(),
        forward && peer != null ? ForwardedCertificate.of(peer) : null);
  }
}

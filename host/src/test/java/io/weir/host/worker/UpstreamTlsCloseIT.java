package io.weir.host.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Request;
import java.io.InputStream;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that end with the connection of an upstream with TLS: whole after close_notify alone. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class UpstreamTlsCloseIT {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  private static final String ANSWER = "HTTP/1.1 200 OK\r\n\r\nabc";

  @TempDir Path folder;
  private TestGateway gateway;
  private RawOrigin origin;

  /**
   * @param version of TLS
   * @param says whether the upstream ends its TLS before its socket
   */
  private void start(String version, boolean says) throws Exception {
    SSLContext tls =
        TlsClients.trusting(
            AUTHORITY.certificate(), AUTHORITY.issue(new Request("shop").dns("shop.test")));
    origin = new RawOrigin(peer -> answer(peer, tls, version, says));
    gateway = new TestGateway(folder, 1);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%d" ],
              tls: { hostname: shop.test, caCertificates: "%s" } }
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(origin.port(), AUTHORITY.file(folder.resolve("ca.pem"))));
  }

  private static void answer(RawOrigin.Peer peer, SSLContext tls, String version, boolean says)
      throws Exception {
    SSLSocket inside =
        (SSLSocket) tls.getSocketFactory().createSocket(peer.socket(), (InputStream) null, false);
    inside.setEnabledProtocols(new String[] {version});
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) inside.getInputStream().read());
    }
    inside.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
    if (says) {
      inside.shutdownOutput();
    }
    // and the socket is closed
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private String answer() throws Exception {
    return gateway.exchange("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aBodyIsWholeWhenTlsHasSaidSo(String version) throws Exception {
    start(version, true);
    String answer = answer();
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.endsWith("\r\n3\r\nabc\r\n0\r\n\r\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aSocketThatEndsWithoutThatCutsTheBodyShort(String version) throws Exception {
    start(version, false);
    String answer = answer();
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertFalse(answer.endsWith("0\r\n\r\n"), answer);
  }

  @Test
  void overHttp2TheStreamIsReset() throws Exception {
    start("TLSv1.3", false);
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.get("/");
      assertEquals("headers {:status=200}", client.next(stream));
      assertEquals("data abc", client.next(stream));
      assertEquals("reset 2", client.next(stream));
    }
  }
}

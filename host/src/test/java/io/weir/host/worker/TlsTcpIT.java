package io.weir.host.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TCP over TLS, ended here or gone through, by the name that is asked for. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TlsTcpIT {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");

  @TempDir Path folder;
  private TestGateway gateway;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void start() {
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** An upstream with TLS of its own that sends back what it gets; gives its port. */
  private int secured(String name) throws Exception {
    Issued shown = AUTHORITY.issue(new Request(name).dns(name, "*." + name));
    SSLServerSocket server =
        (SSLServerSocket)
            TlsClients.trusting(AUTHORITY.certificate(), shown)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    Thread.startVirtualThread(
        () -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              echo(socket);
            } catch (IOException e) {
              // the next, if the test goes on
            }
          }
        });
    return server.getLocalPort();
  }

  private static void echo(Socket socket) throws IOException {
    socket.getInputStream().transferTo(socket.getOutputStream());
  }

  @Test
  void passesTlsThroughByName() throws Exception {
    gateway.apply(
        """
        listeners:
          - name: web
            address: "127.0.0.1:0"
            protocol: TLS
            tls: { mode: Passthrough }
            tlsRoutes:
              - { hostnames: [ one.test ], backendRefs: [ { name: one } ] }
              - { hostnames: [ "*.two.test" ], backendRefs: [ { name: two } ] }
        upstreams:
          - { name: one, endpoints: [ "127.0.0.1:%d" ] }
          - { name: two, endpoints: [ "127.0.0.1:%d" ] }
        """
            .formatted(secured("one.test"), secured("two.test")));
    assertEquals("CN=one.test", echoed("ONE.test"));
    assertEquals("CN=two.test", echoed("a.two.test"));
    assertThrows(IOException.class, () -> echoed("three.test"));
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      plain.setSoTimeout(10_000);
      plain.getOutputStream().write("not TLS at all".getBytes(ISO_8859_1));
      assertEquals(-1, plain.getInputStream().read());
    } catch (SocketException reset) {
      // closed with bytes that were not read
    }
  }

  /** Sends something, has it back, and gives who has shown a certificate. */
  private String echoed(String name) throws Exception {
    try (SSLSocket socket =
        TlsClients.connect(
            TlsClients.trusting(AUTHORITY.certificate(), null), gateway.port(), name)) {
      socket.getOutputStream().write("hello".getBytes(ISO_8859_1));
      assertEquals("hello", new String(socket.getInputStream().readNBytes(5), ISO_8859_1));
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  @Test
  void endsTlsHereAndBeginsItAgain() throws Exception {
    Issued own = AUTHORITY.issue(new Request("gateway").dns("one.test"));
    gateway.apply(
        """
        listeners:
          - name: web
            address: "127.0.0.1:0"
            protocol: TLS
            tls: { certificates: [ %s ] }
            backendRefs: [ { name: one } ]
        upstreams:
          - name: one
            endpoints: [ "127.0.0.1:%d" ]
            tls: { hostname: one.test, caCertificates: "%s" }
        """
            .formatted(
                own.in(folder, "own"),
                secured("one.test"),
                AUTHORITY.file(folder.resolve("ca.pem"))));
    assertEquals("CN=gateway", echoed("one.test"));
  }
}

package io.weir.host.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ConfigException;
import io.weir.host.observe.view.ConnectionView;
import io.weir.host.observe.view.Query;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listeners with TLS, and clients by another TLS. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TlsListenerIT {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  private static final TestAuthority STRANGER = new TestAuthority("stranger");

  @TempDir Path folder;
  private TestGateway gateway;
  private RawOrigin origin;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway(folder, 1);
    origin = RawOrigin.echoingHeads();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
    assertEquals(List.of(), origin.faults());
  }

  private static Issued forLocalhost() {
    return AUTHORITY.issue(new Request("localhost").dns("localhost", "*.example.com"));
  }

  /**
   * @param tls entries of {@code tls}
   */
  private void serve(String tls) {
    gateway.apply(config(tls));
  }

  private String config(String tls) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0", protocol: HTTPS, tls: { %s } } ]
    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
    routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
    """
        .formatted(tls, origin.port());
  }

  private HttpResponse<String> get(SSLContext trust, Version version) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).version(version).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/a"))
              .header("x-forwarded-client-cert", "By=nobody")
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static SSLContext trusting() throws Exception {
    return TlsClients.trusting(AUTHORITY.certificate(), null);
  }

  @Test
  void speaksWhatIsAgreedOnByAlpn() throws Exception {
    serve("certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    for (Version version : Version.values()) {
      if (version == Version.HTTP_2 || version == Version.HTTP_1_1) {
        HttpResponse<String> response = get(trusting(), version);
        assertEquals(200, response.statusCode());
        assertEquals(version, response.version());
        String head = response.body().toLowerCase(Locale.ROOT);
        assertTrue(head.contains("x-forwarded-proto: https"), head);
        assertTrue(!head.contains("x-forwarded-client-cert"), head);
      }
    }
  }

  @Test
  void theViewOfConnectionsSaysWhatTheySpeak() throws Exception {
    serve("certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trusting()).version(Version.HTTP_2).build()) {
      URI page = URI.create("https://localhost:" + gateway.port() + "/");
      client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
      ConnectionView open =
          gateway.plane().connections(new Query("web", null, 0, 10)).items().getFirst();
      assertEquals("HTTP/2", open.protocol());
      assertEquals("TLSv1.3", open.tls());
    }
  }

  @Test
  void picksTheCertificateByTheNameThatIsAskedFor() throws Exception {
    Issued first = AUTHORITY.issue(new Request("first").dns("first.test"));
    Issued wild = AUTHORITY.issue(new Request("wild").dns("*.wild.test"));
    Issued rsa = AUTHORITY.issue(new Request("rsa").rsa().dns("both.test"));
    Issued ec = AUTHORITY.issue(new Request("ec").dns("both.test"));
    serve(
        "certificates: [ %s, %s, %s, %s ]"
            .formatted(
                first.in(folder, "first"),
                wild.in(folder, "wild"),
                rsa.in(folder, "rsa"),
                ec.in(folder, "ec")));
    assertEquals("CN=first", shown("first.test"));
    assertEquals("CN=wild", shown("a.wild.test"));
    assertEquals("CN=first", shown("a.b.wild.test"));
    assertEquals("CN=first", shown("other.test"));
    assertEquals("CN=ec", shown("both.test"));
  }

  private String shown(String name) throws Exception {
    return certificate(name).getSubjectX500Principal().getName();
  }

  private X509Certificate certificate(String name) throws Exception {
    try (SSLSocket socket = TlsClients.connect(trusting(), gateway.port(), name)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aChangeOfTheFilesIsSeenByNewHandshakesAndByNoConnection() throws Exception {
    serve("certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    try (SSLSocket before = TlsClients.connect(trusting(), gateway.port(), "localhost")) {
      before.startHandshake();
      X509Certificate old = (X509Certificate) before.getSession().getPeerCertificates()[0];
      Issued fresh = forLocalhost();
      fresh.in(folder, "a");
      await(() -> certificates().getFirst().serial().equals(serial(fresh)));
      assertEquals(fresh.certificate(), certificate("localhost"));
      assertTrue(!old.equals(fresh.certificate()));
      assertEquals(200, request(before));
    }
  }

  @Test
  void aBrokenNewFileIsRefusedAndTheOldKeepsServing() throws Exception {
    Issued old = forLocalhost();
    serve("certificates: [ " + old.in(folder, "a") + " ]");
    Files.writeString(folder.resolve("a.pem"), "nothing");
    await(() -> certificates().getFirst().problem() != null);
    String problem = String.valueOf(certificates().getFirst().problem());
    assertTrue(problem.contains("a.pem\" holds no certificate"), problem);
    assertEquals(old.certificate(), certificate("localhost"));
    old.in(folder, "a");
    await(() -> certificates().getFirst().problem() == null);
  }

  @Test
  void aChangeOfTheConfigurationKeepsConnections() throws Exception {
    serve("certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    try (SSLSocket before = TlsClients.connect(trusting(), gateway.port(), "localhost")) {
      assertEquals(200, request(before));
      Issued next = forLocalhost();
      serve("certificates: [ " + next.in(folder, "b") + " ]");
      assertEquals(next.certificate(), certificate("localhost"));
      assertEquals(200, request(before));
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    assertTrue(TestGateway.soon(condition));
  }

  private List<CertificateInfo> certificates() {
    return gateway.plane().certificates();
  }

  private static String serial(Issued issued) {
    return issued.certificate().getSerialNumber().toString(16);
  }

  private static int request(SSLSocket socket) throws IOException {
    return request(socket, "localhost");
  }

  private static int request(SSLSocket socket, String host) throws IOException {
    String get = "GET / HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
    socket.getOutputStream().write(get.getBytes(ISO_8859_1));
    byte[] start = socket.getInputStream().readNBytes(12);
    String rest = "";
    while (!rest.endsWith("\r\n\r\n")) {
      rest += (char) socket.getInputStream().read();
    }
    int length = Integer.parseInt(rest.replaceAll("(?s).*content-length: ([0-9]+).*", "$1"));
    assertEquals(length, socket.getInputStream().readNBytes(length).length);
    return Integer.parseInt(new String(start, 9, 3, ISO_8859_1));
  }

  /** Two certificates, of which both are for {@code one.shared.test}. */
  private void serveTwo() throws Exception {
    Issued a = AUTHORITY.issue(new Request("a").dns("a.test", "*.shared.test"));
    Issued b = AUTHORITY.issue(new Request("b").dns("b.test", "one.shared.test"));
    serve("certificates: [ %s, %s ]".formatted(a.in(folder, "a"), b.in(folder, "b")));
  }

  @ParameterizedTest
  @CsvSource({
    "a.test, a.test, 200",
    "a.test, A.Test:8443, 200",
    "a.test, two.shared.test, 200",
    "a.test, one.shared.test, 200",
    "a.test, nobodys.test, 200",
    "other.test, a.test, 200",
    "'', b.test, 200",
    "a.test, b.test, 421",
    "a.test, B.Test:8443, 421",
    "b.test, two.shared.test, 421",
    "other.test, b.test, 421",
  })
  void aRequestForAHostOfAnotherCertificateIsMisdirected(String name, String host, int status)
      throws Exception {
    serveTwo();
    try (SSLSocket socket = TlsClients.connect(trusting(), gateway.port(), name)) {
      assertEquals(status, request(socket, host));
    }
  }

  @Test
  void overHttp2AMisdirectedRequestCostsItsStreamAlone() throws Exception {
    serveTwo();
    try (FrameClient client =
        FrameClient.overTls(gateway.port(), AUTHORITY.certificate(), "a.test")) {
      assertEquals("200", status(client, "a.test"));
      assertEquals("421", status(client, "b.test"));
      assertEquals("200", status(client, "a.test"));
    }
  }

  private static String status(FrameClient client, String host) throws Exception {
    Http2Headers get =
        Frames.headers(":method", "GET", ":scheme", "https", ":path", "/", ":authority", host);
    return FrameClient.status(client.next(client.request(get, true)));
  }

  @Test
  void believesTheClientsOfItsAuthorityOnly() throws Exception {
    serve(
        "certificates: [ %s ], clientValidation: { caCertificates: \"%s\", %s }"
            .formatted(
                forLocalhost().in(folder, "a"),
                AUTHORITY.file(folder.resolve("ca.pem")),
                "forwardClientCertificate: true"));
    Issued alice =
        AUTHORITY.issue(new Request("alice").dns("alice.test").uri("spiffe://test/alice"));
    HttpResponse<String> response =
        get(TlsClients.trusting(AUTHORITY.certificate(), alice), Version.HTTP_2);
    assertEquals(200, response.statusCode());
    String told =
        response
            .body()
            .lines()
            .filter(l -> l.startsWith("x-forwarded-client-cert"))
            .toList()
            .toString();
    assertTrue(told.contains("Subject=\"CN=alice\";URI=spiffe://test/alice;DNS=alice.test"), told);
    assertTrue(!told.contains("nobody"), told);
    Issued mallory = STRANGER.issue(new Request("alice").dns("alice.test"));
    assertThrows(
        IOException.class,
        () -> get(TlsClients.trusting(AUTHORITY.certificate(), mallory), Version.HTTP_1_1));
    assertThrows(IOException.class, () -> get(trusting(), Version.HTTP_1_1));
  }

  @Test
  void withFallbackAClientThatIsNotBelievedIsNobody() throws Exception {
    serve(
        "certificates: [ %s ], clientValidation: { caCertificates: \"%s\", %s }"
            .formatted(
                forLocalhost().in(folder, "a"),
                AUTHORITY.file(folder.resolve("ca.pem")),
                "forwardClientCertificate: true, mode: AllowInsecureFallback"));
    Issued mallory = STRANGER.issue(new Request("mallory"));
    Issued alice = AUTHORITY.issue(new Request("alice"));
    for (Issued client : new Issued[] {null, mallory, alice}) {
      SSLContext context = TlsClients.trusting(AUTHORITY.certificate(), client);
      HttpResponse<String> response = get(context, Version.HTTP_1_1);
      assertEquals(200, response.statusCode());
      assertEquals(client == alice, response.body().contains("x-forwarded-client-cert"));
    }
  }

  @Test
  void cleartextAndHalfAHandshakeEnd() throws Exception {
    serve("handshakeTimeout: 300ms, certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      plain.setSoTimeout(10_000);
      plain.getOutputStream().write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(ISO_8859_1));
      plain.getInputStream().readAllBytes(); // an alert, perhaps, then the end
    }
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      slow.setSoTimeout(10_000);
      slow.getOutputStream().write(new byte[] {22, 3, 1});
      assertEquals(-1, slow.getInputStream().read());
    }
    assertEquals(200, get(trusting(), Version.HTTP_1_1).statusCode());
  }

  @Test
  void sessionsAreResumedAlsoAfterTheCertificateHasChanged() throws Exception {
    serve("maxVersion: \"1.2\", certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    SSLContext client = trusting();
    byte[] first = session(client);
    Issued fresh = forLocalhost();
    fresh.in(folder, "a");
    await(() -> certificates().getFirst().serial().equals(serial(fresh)));
    assertEquals(HexFormat.of().formatHex(first), HexFormat.of().formatHex(session(client)));
  }

  private byte[] session(SSLContext context) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", gateway.port())) {
      socket.setSoTimeout(10_000);
      assertEquals(200, request(socket));
      return socket.getSession().getId();
    }
  }

  @Test
  void oldVersionsAreRefused() throws Exception {
    serve("minVersion: \"1.3\", certificates: [ " + forLocalhost().in(folder, "a") + " ]");
    try (SSLSocket socket = TlsClients.connect(trusting(), gateway.port(), "localhost")) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThrows(SSLException.class, socket::startHandshake);
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Issued one = forLocalhost();
    Issued other = forLocalhost();
    one.in(folder, "one");
    other.in(folder, "other");
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                serve(
                    "certificates: [ { certificate: \"%s\", key: \"%s\" } ]"
                        .formatted(folder.resolve("one.pem"), folder.resolve("other.key"))));
    assertEquals("listeners[0].tls.certificates[0].key", refused.problems().getFirst().path());
    assertEquals(1, refused.problems().getFirst().line());
    assertTrue(refused.problems().getFirst().message().contains("does not fit the certificate"));
    assertNull(gateway.plane().live());
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import io.weir.host.upstream.control.FakeNameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams with the JDK's TLS. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class UpstreamTlsIT {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");

  @TempDir Path folder;
  private TestGateway gateway;
  private HttpsServer origin;
  private final Map<String, String> seen = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() {
    gateway.close();
    origin.stop(0);
  }

  private void serve(Issued shown, boolean wantClient) throws Exception {
    SSLContext context = TlsClients.trusting(AUTHORITY.certificate(), shown);
    origin = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setWantClientAuth(wantClient);
            parameters.setSSLParameters(wanted);
          }
        });
    origin.createContext(
        "/",
        exchange -> {
          seen.put("peer", peer((HttpsExchange) exchange));
          seen.put(
              "host of " + exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    origin.start();
  }

  private static String peer(HttpsExchange exchange) {
    try {
      return exchange.getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException none) {
      return "";
    }
  }

  /** The answer to a request by way of an upstream with this TLS. */
  private String answer(String tls) throws Exception {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%d" ], tls: { %s } }
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
                .formatted(origin.getAddress().getPort(), tls)
            + failures().config());
    return gateway.exchange("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  }

  private FailureLog failures() {
    return new FailureLog(folder.resolve("access.log"));
  }

  private String authority() throws IOException {
    return "caCertificates: \"" + AUTHORITY.file(folder.resolve("ca.pem")) + "\"";
  }

  private static Request shop() {
    return new Request("shop").dns("shop.test");
  }

  @Test
  void verifiesTheNameThatItAsksFor() throws Exception {
    serve(AUTHORITY.issue(shop()), false);
    String answer = answer("hostname: shop.test, " + authority());
    assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
  }

  @Test
  void verifiesAnAddressAsOne() throws Exception {
    serve(AUTHORITY.issue(new Request("shop").address(127, 0, 0, 1)), false);
    String answer = answer(authority());
    assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
  }

  @Test
  void showsItsOwnCertificate() throws Exception {
    serve(AUTHORITY.issue(shop()), true);
    Issued own = AUTHORITY.issue(new Request("gateway"));
    String answer =
        answer(
            "hostname: shop.test, %s, clientCertificate: %s"
                .formatted(authority(), own.in(folder, "own")));
    assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
    assertEquals("CN=gateway", seen.get("peer"));
  }

  @Test
  void refusesAnotherHost() throws Exception {
    serve(AUTHORITY.issue(shop()), false);
    refused("hostname: other.test, " + authority(), "for another host");
  }

  @Test
  void refusesAnAuthorityThatIsNotBelieved() throws Exception {
    serve(AUTHORITY.issue(shop()), false);
    refused("hostname: shop.test", "an authority that is not believed");
  }

  @Test
  void refusesACertificateThatIsOver() throws Exception {
    Instant now = Instant.now();
    serve(
        AUTHORITY.issue(shop().valid(now.minus(9, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS))),
        false);
    refused("hostname: shop.test, " + authority(), "has expired");
  }

  private void refused(String tls, String why) throws Exception {
    String answer = answer(tls);
    assertTrue(answer.startsWith("HTTP/1.1 503"), answer);
    assertFalse(answer.contains("TLS"), "that is for the log");
    FailureLog log = failures();
    assertTrue(
        TestGateway.soon(() -> log.text().contains("TLS: ") && log.text().contains(why)),
        log::text);
  }

  /** The endpoints of a name are addresses, which no certificate has. */
  @Test
  void aHealthCheckAsksForTheNameThatTheEndpointWasConfiguredBy() throws Exception {
    serve(AUTHORITY.issue(shop()), false);
    int port = origin.getAddress().getPort();
    try (FakeNameServer names = new FakeNameServer()) {
      names.answer(60, "127.0.0.1");
      gateway.apply(
          """
          listeners: [ { name: web, address: "127.0.0.1:0" } ]
          upstreams:
            - name: origin
              endpoints: [ "shop.test:%d" ]
              dns: { mode: Strict, family: IPv4, servers: [ "%s" ] }
              tls: { %s }
              healthCheck: { panicThreshold: 0, active: { interval: 20ms, timeout: 5s, http: { path: /healthz } } }
          routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
          """
              .formatted(port, names.address(), authority()));
      assertTrue(TestGateway.soon(() -> seen.containsKey("host of /healthz")), seen.toString());
      assertEquals("shop.test:" + port, seen.get("host of /healthz"));
      String answer = gateway.exchange("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
    }
  }

  @Test
  void takesAnybodyWhenItIsToldTo() throws Exception {
    serve(AUTHORITY.issue(shop()), false);
    String answer = answer("insecureSkipVerify: true");
    assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
  }
}

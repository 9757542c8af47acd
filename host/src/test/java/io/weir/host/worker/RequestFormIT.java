package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a request before a route is looked for: its path, and where it came from. */
@SuppressWarnings("NullAway.Init")
class RequestFormIT {
  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  private void start(String http, String route) throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 1);
    String yaml = TestGateway.oneRoute(origin, "", route);
    gateway.apply(yaml.replace("\"127.0.0.1:0\" }", "\"127.0.0.1:0\", http: { " + http + " } }"));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private String get(String target, String headers) throws Exception {
    return gateway.exchange(
        "GET " + target + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n" + headers + "\r\n");
  }

  @Test
  void theNormalPathIsWhatRoutesAndUpstreamsSee() throws Exception {
    start("path: { mergeSlashes: true }", ", matches: [ { path: { value: /api } } ]");
    String answer = get("/x/../%61pi//a?q=%61/..", "");
    assertTrue(answer.contains("GET /api/a?q=%61/.. HTTP/1.1"), answer);
    assertTrue(get("/api/%2e%2e/admin", "").startsWith("HTTP/1.1 404 "));
    assertTrue(get("/api/%zz", "").startsWith("HTTP/1.1 400 "));
  }

  @Test
  void whatAClientSaysOfItselfIsReplaced() throws Exception {
    start("grpcWeb: false", "");
    String answer =
        get(
            "/",
            "x-forwarded-for: 6.6.6.6\r\nx-forwarded-proto: https\r\nx-forwarded-host: evil\r\n"
                + "x-forwarded-port: 1\r\nx-request-id: mine\r\nx-real-ip: 6.6.6.6\r\n"
                + "x-forwarded-port: 2\r\nforwarded: for=6.6.6.6\r\nx-forwarded-prefix: /evil\r\n"
                + "x_forwarded_for: 6.6.6.6\r\nx_real-ip: 6.6.6.6\r\n");
    assertTrue(answer.contains("x-forwarded-for: 127.0.0.1\r\n"), answer);
    assertTrue(answer.contains("x-forwarded-proto: http\r\n"), answer);
    assertTrue(answer.contains("x-request-id: "), answer);
    for (String gone : new String[] {"6.6.6.6", "https", "evil", "x-forwarded-port", "mine"}) {
      assertFalse(answer.contains(gone), answer);
    }
    assertTrue(get("/", "x-forwarder: a\r\n").contains("x-forwarder: a\r\n"));
  }

  @Test
  void whatATrustedProxySaysIsKept() throws Exception {
    start("forwarded: { trustedHops: 1 }", "");
    String answer =
        get(
            "/",
            "x-forwarded-for: 203.0.113.1\r\nx-forwarded-proto: https\r\n"
                + "x-forwarded-host: shop\r\nx-request-id: its\r\n");
    assertTrue(answer.contains("x-forwarded-for: 203.0.113.1, 127.0.0.1\r\n"), answer);
    assertFalse(answer.contains("_"), answer);
    assertTrue(answer.contains("x-forwarded-proto: https\r\n"), answer);
    assertTrue(answer.contains("x-forwarded-host: shop\r\n"), answer);
    assertTrue(answer.contains("x-request-id: its\r\n"), answer);
  }

  /** As HAProxy tells of a client: in a header of its own, behind what the client has made up. */
  @Test
  void whatATrustedProxyAddsCountsHoweverItIsWritten() throws Exception {
    start("forwarded: { trustedHops: 1 }", "");
    String answer =
        get(
            "/",
            "x-forwarded-for: 6.6.6.6\r\nx-forwarded-for: 203.0.113.1\r\nx-forwarded_for: 6\r\n");
    assertTrue(answer.contains("x-forwarded-for: 6.6.6.6, 203.0.113.1, 127.0.0.1\r\n"), answer);
  }
}

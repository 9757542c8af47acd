package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.observe.Exposition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a gateway that serves. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class AccessLogIT {
  private static final String FORMAT = "%REQ(:METHOD)% %REQ(:PATH)% %RESPONSE_CODE% %ROUTE_NAME%";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 2);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private void apply(Path file, String more) {
    gateway.apply(
        TestGateway.oneRoute(origin, "", "")
            + "gateway: { accessLog: { path: \"%s\", format: \"%s\" %s } }\n"
                .formatted(file, FORMAT, more));
  }

  private void get(String path) throws Exception {
    gateway.exchange("GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void eachRequestHasALineAndNoneIsLostAtTheStop() throws Exception {
    Path file = folder.resolve("access.log");
    apply(file, "");
    for (int i = 0; i < 20; i++) {
      get("/" + i);
    }
    gateway.close();
    assertEquals(20, lines(file).size());
    assertTrue(lines(file).contains("GET /7 200 all"), lines(file).toString());
  }

  @Test
  void theFilterLeavesLinesOut() throws Exception {
    Path file = folder.resolve("access.log");
    apply(file, ", filter: { excludePaths: [ /healthz ] }");
    get("/healthz?deep");
    get("/a");
    gateway.close();
    assertEquals(List.of("GET /a 200 all"), lines(file));
  }

  @Test
  void aPathThatTheRouteRewritesIsLoggedAndFilteredAsTheClientHasAskedForIt() throws Exception {
    Path file = folder.resolve("access.log");
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        routes:
          - name: all
            matches: [ { path: { value: /api } } ]
            backendRefs: [ { name: origin } ]
            filters:
              - type: URLRewrite
                urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /v2 } }
        gateway:
          accessLog:
            path: "%s"
            format: "%%PATH%% %%REQ(:PATH)%%"
            filter: { excludePaths: [ /api/healthz ] }
        """
            .formatted(origin.port(), file));
    get("/api/healthz");
    get("/api/a?b=c");
    get("/none");
    gateway.close();
    assertEquals(Set.of("/api/a?b=c /v2/a?b=c", "/none /none"), Set.copyOf(lines(file)));
  }

  /** Envoy's words: what is inferred from a trusted proxy's header, and the peer itself. */
  @Test
  void behindATrustedProxyTheClientIsTheOneThatItNames() throws Exception {
    Path file = folder.resolve("access.log");
    gateway.apply(
        """
        listeners:
          - { name: web, address: "127.0.0.1:0", http: { forwarded: { trustedHops: 1 } } }
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        routes:
          - name: all
            backendRefs: [ { name: origin } ]
            filters:
              - type: RequestHeaderModifier
                requestHeaderModifier:
                  set: [ { name: x-client, value: "%%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%%" } ]
        gateway:
          accessLog:
            path: "%s"
            format: "%%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%% %%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%%"
        """
            .formatted(origin.port(), file));
    String head =
        gateway.exchange(
            "GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 198.51.100.1, 203.0.113.7\r\n"
                + "connection: close\r\n\r\n");
    assertTrue(head.contains("x-client: 203.0.113.7\r\n"), head);
    gateway.close();
    assertEquals(List.of("203.0.113.7 127.0.0.1"), lines(file));
  }

  @Test
  void aFileThatIsRenamedIsOpenedAnew() throws Exception {
    Path file = folder.resolve("access.log");
    Path old = folder.resolve("access.log.1");
    apply(file, "");
    get("/before");
    assertTrue(TestGateway.soon(() -> !lines(file).isEmpty()));
    Files.move(file, old);
    assertTrue(TestGateway.soon(() -> Files.exists(file)));
    get("/after");
    assertTrue(TestGateway.soon(() -> !lines(file).isEmpty()));
    assertEquals(List.of("GET /before 200 all"), lines(old));
    assertEquals(List.of("GET /after 200 all"), lines(file));
  }

  @Test
  void aChangeOfTheLogTakesEffectAndLosesNothing() throws Exception {
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    apply(first, "");
    get("/1");
    apply(second, "");
    get("/2");
    gateway.apply(TestGateway.oneRoute(origin, "", ""));
    assertEquals(List.of("GET /1 200 all"), lines(first));
    assertEquals(List.of("GET /2 200 all"), lines(second));
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedByName() {
    Path missing = folder.resolve("no/such/access.log");
    var refused = assertThrows(ConfigException.class, () -> apply(missing, ""));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("gateway.accessLog.path"),
        refused.getMessage());
    assertFalse(Files.exists(missing));
  }

  @Test
  void aRequestThatIsRefusedWhileItIsReadHasALineAndIsCounted() throws Exception {
    Path file = folder.resolve("access.log");
    gateway.apply(
        TestGateway.oneRoute(origin, "", "")
            + ("gateway: { accessLog: { path: \"%s\", format: \"%%RESPONSE_CODE%% %%PROTOCOL%%"
                    + " %%RESPONSE_FLAGS%% %%RESPONSE_CODE_DETAILS%%\" } }\n")
                .formatted(file));
    String answer = gateway.exchange("GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(TestGateway.soon(() -> page().contains("weir_connections_closed_total")));
    assertTrue(
        page()
            .contains(
                "weir_connections_closed_total{listener=\"web\",reason=\"protocol_error\"} 1"),
        page());
    assertTrue(
        page()
            .contains("weir_requests_refused_total{listener=\"web\",reason=\"protocol_error\"} 1"),
        page());
    gateway.close();
    assertEquals(1, lines(file).size());
    assertTrue(
        lines(file).getFirst().startsWith("400 HTTP/1.1 DPE malformed_request:_"),
        lines(file).toString());
  }

  @Test
  void aTcpConnectionHasALine() throws Exception {
    Path file = folder.resolve("access.log");
    try (RawOrigin echo =
        new RawOrigin(
            peer -> peer.socket().getInputStream().transferTo(peer.socket().getOutputStream()))) {
      gateway.apply(
          """
          listeners:
            - { name: web, address: "127.0.0.1:0", protocol: TCP, backendRefs: [ { name: echo } ] }
          upstreams: [ { name: echo, endpoints: [ "127.0.0.1:%d" ] } ]
          gateway: { accessLog: { path: "%s", format: "%%PROTOCOL%% %%LISTENER_NAME%% \
          %%BYTES_RECEIVED%% %%BYTES_SENT%% %%UPSTREAM_CLUSTER%% %%UPSTREAM_HOST%% \
          %%RESPONSE_FLAGS%%" } }
          """
              .formatted(echo.port(), file));
      try (RawClient client = gateway.connect()) {
        client.send("hello");
        client.socket().shutdownOutput();
        assertEquals("hello", client.readAll());
      }
      assertTrue(TestGateway.soon(() -> !lines(file).isEmpty()));
      assertEquals(List.of("TCP web 5 5 echo 127.0.0.1:" + echo.port() + " -"), lines(file));
      assertTrue(
          page().contains("weir_connections_closed_total{listener=\"web\",reason=\"client\"} 1"),
          page());
    }
  }

  private String page() {
    Exposition page = new Exposition();
    gateway.plane().collect(page);
    return page.text();
  }
}

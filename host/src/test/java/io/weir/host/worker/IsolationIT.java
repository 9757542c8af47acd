package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigApplier.EngineStatus;
import io.weir.host.config.ConfigApplier.PluginStatus;
import io.weir.host.observe.Exposition;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one stream, one guest or one VM can do to another: nothing. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class IsolationIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String BAD = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi";

  /**
   * Counts its streams in a global, which it shows in a header of the response; traps when there is
   * a body.
   */
  private static final String COUNTS =
      """
      (module
        (import "env" "proxy_add_header_map_value"
          (func $add (param i32 i32 i32 i32 i32) (result i32)))
        (import "env" "proxy_define_metric"
          (func $define (param i32 i32 i32 i32) (result i32)))
        (import "env" "proxy_increment_metric" (func $increment (param i32 i64) (result i32)))
        (memory (export "memory") 1)
        (global $streams (mut i32) (i32.const 0))
        (data (i32.const 16) "countseen.streams=all.x")
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32) (i32.const 1024))
        (func (export "proxy_on_configure") (param i32 i32) (result i32)
          (drop (call $define (i32.const 0) (i32.const 21) (i32.const 18) (i32.const 64)))
          (i32.const 1))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (global.set $streams (i32.add (global.get $streams) (i32.const 1)))
          (drop (call $increment (i32.load (i32.const 64)) (i64.const 1)))
          (if (i32.eqz (local.get 2)) (then (unreachable)))
          (i32.const 0))
        (func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
          (i32.store8 (i32.const 80) (i32.add (i32.const 48) (global.get $streams)))
          (drop (call $add (i32.const 2) (i32.const 16) (i32.const 5)
            (i32.const 80) (i32.const 1)))
          (i32.const 0)))
      """;

  /** Grows its memory page by page at each request, and traps when it gets no more. */
  private static final String GROWS =
      """
      (module
        (memory (export "memory") 1)
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32) (i32.const 1024))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (if (i32.eq (memory.grow (i32.const 4)) (i32.const -1)) (then (unreachable)))
          (i32.const 0)))
      """;

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              while (!peer.head().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
              }
            });
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private void apply(String wat, String more) throws Exception {
    String url = Wats.module(folder, "plugin", wat);
    gateway.apply(
        TestGateway.oneRoute(
            origin,
            "{ name: p, url: \"%s\" %s }".formatted(url, more),
            ", plugins: [ { name: p } ]"));
  }

  private void assumeThere(String engine) {
    EngineStatus status =
        gateway.plane().engines().stream()
            .filter(s -> s.name().equals(engine))
            .findFirst()
            .orElseThrow();
    Assumptions.assumeTrue(status.available(), engine + " is not there: " + status.reason());
  }

  private PluginStatus status() {
    return gateway.plane().plugins().getFirst();
  }

  private String page() {
    Exposition page = new Exposition();
    gateway.plane().collect(page);
    return page.text();
  }

  private static void assertCount(int expected, String response) {
    assertTrue(response.contains("count: " + expected + "\r\n"), response);
  }

  @Test
  void streamsOfOneVmShareItsState() throws Exception {
    apply(COUNTS, "");
    try (RawClient client = gateway.connect()) {
      assertCount(1, client.send(GET).readResponse());
      assertCount(2, client.send(GET).readResponse());
    }
    assertEquals(1, status().vms());
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void isolatedStreamsShareNothing(String engine) throws Exception {
    assumeThere(engine);
    apply(COUNTS, ", engine: " + engine + ", isolation: stream, warmPool: 2");
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        assertCount(1, client.send(GET).readResponse());
      }
    }
    assertTrue(TestGateway.soon(() -> status().vms() == 2 && status().streams() == 0));
    assertTrue(page().contains("callback=\"proxy_on_request_headers\"} 20"), page());
  }

  @Test
  void manyIsolatedStreamsAtOnceWaitForTheirVms() throws Exception {
    apply(COUNTS, ", isolation: stream, warmPool: 1");
    RawClient[] clients = new RawClient[30];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = gateway.connect().send(GET);
    }
    for (RawClient client : clients) {
      assertCount(1, client.readResponse());
      client.close();
    }
    assertTrue(TestGateway.soon(() -> status().vms() == 1 && status().streams() == 0));
  }

  @Test
  void aTrapHitsOneIsolatedStream() throws Exception {
    apply(COUNTS, ", isolation: stream");
    try (RawClient good = gateway.connect()) {
      for (int i = 0; i < 8; i++) {
        try (RawClient bad = gateway.connect()) {
          assertTrue(bad.send(BAD).readResponse().startsWith("HTTP/1.1 503 "));
        }
        assertCount(1, good.send(GET).readResponse());
      }
    }
    assertEquals(8, status().events().get("crash"));
    assertEquals(0, status().events().get("back_off"), "one bad client denies nobody the plugin");
  }

  @Test
  void aSpareServesAtOnceAfterATrap() throws Exception {
    apply(COUNTS, "");
    assertTrue(TestGateway.soon(() -> status().spares() == 1));
    try (RawClient good = gateway.connect();
        RawClient bad = gateway.connect()) {
      assertCount(1, good.send(GET).readResponse());
      assertTrue(bad.send(BAD).readResponse().startsWith("HTTP/1.1 503 "));
      assertCount(1, good.send(GET).readResponse());
    }
    assertEquals(1, status().events().get("crash"));
    assertTrue(TestGateway.soon(() -> status().spares() == 1), "and there is the next");
  }

  @ParameterizedTest
  @CsvSource({"endive, FAIL_CLOSE, 503", "endive, FAIL_OPEN, 200", "wasmtime, FAIL_CLOSE, 503"})
  void aGuestThatExceedsItsMemoryIsReplaced(String engine, String strategy, int answer)
      throws Exception {
    assumeThere(engine);
    apply(
        GROWS,
        ", engine: %s, failStrategy: %s, limits: { memory: 1Mi }".formatted(engine, strategy));
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "), "" + i);
      }
      String full = client.send(GET).readResponse();
      assertTrue(full.startsWith("HTTP/1.1 " + answer + " "), full);
    }
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
    assertEquals(1, status().events().get("crash"));
    assertEquals(1, status().events().get("memory_exceeded"));
    assertTrue(status().memoryBytes() <= 1 << 20);
  }

  @Test
  void thePageBlamesThePluginAndItsVersion() throws Exception {
    apply(COUNTS, "");
    try (RawClient client = gateway.connect()) {
      assertCount(1, client.send(GET).readResponse());
      assertTrue(client.send(BAD).readResponse().startsWith("HTTP/1.1 503 "));
    }
    String version = status().digest().substring("sha256:".length()).substring(0, 12);
    String labels = "{plugin=\"p\",version=\"" + version + "\"";
    assertTrue(TestGateway.soon(() -> status().streams() == 0));
    String page = page();
    assertTrue(page.contains("weir_plugin_events_total" + labels + ",event=\"crash\"} 1\n"), page);
    assertTrue(page.contains("weir_plugin_vms" + labels + "} 1\n"), page);
    assertTrue(
        page.contains(
            "weir_plugin_calls_total" + labels + ",callback=\"proxy_on_request_headers\"} 2\n"),
        page);
    assertTrue(
        page.contains("wasmcustom_seen_streams_all_x{name=\"seen.streams=all.x\"} 2\n"), page);
    // Another configuration of the plugin: what the first has counted stays.
    apply(COUNTS, ", pluginConfig: { other: 1 }");
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().size() == 1));
    assertTrue(
        page()
            .contains(
                "weir_plugin_calls_total" + labels + ",callback=\"proxy_on_request_headers\"} 2\n"),
        page());
  }

  /** Counts as {@link #COUNTS}, and asks for a fresh VM when there is a body. */
  private static final String ASKS =
      COUNTS
          .replace(
              "(import \"env\" \"proxy_increment_metric\"",
              "(import \"env\" \"proxy_set_property\""
                  + " (func $property (param i32 i32 i32 i32) (result i32)))"
                  + "(import \"env\" \"proxy_increment_metric\"")
          .replace(
              "(data (i32.const 16)",
              "(data (i32.const 96) \"wasm_need_rebuildtrue\")(data (i32.const 16)")
          .replace(
              "(unreachable)",
              "(drop (call $property (i32.const 96) (i32.const 17) (i32.const 113) (i32.const 4)))");

  @Test
  void aGuestThatAsksForItHasItsVmReplaced() throws Exception {
    apply(ASKS, "");
    try (RawClient client = gateway.connect()) {
      assertCount(1, client.send(GET).readResponse());
      assertCount(2, client.send(BAD).readResponse());
      assertTrue(TestGateway.soon(() -> status().events().getOrDefault("restart", 0L) == 1));
      assertCount(1, client.send(GET).readResponse());
    }
    assertEquals(1, status().vms());
    assertEquals(1, status().events().get("rebuild"));
    assertEquals(0, status().events().get("crash"));
  }

  /** Sends a call, waits for its answer, and traps in that. */
  private static final String TRAPS_IN_ANSWER =
      """
      (module
        (import "env" "proxy_http_call"
          (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (global $next (mut i32) (i32.const 4096))
        (data (i32.const 16) "origin")
        (data (i32.const 32)
          "\\03\\00\\00\\00\\07\\00\\00\\00\\03\\00\\00\\00\\05\\00\\00\\00\\02\\00\\00\\00\\0a\\00\\00\\00\\01\\00\\00\\00:method\\00GET\\00:path\\00/c\\00:authority\\00x\\00")
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32)
          (global.set $next (i32.add (global.get $next) (local.get 0)))
          (i32.sub (global.get $next) (local.get 0)))
        (func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32) (unreachable))
        (func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32) (i32.const 0))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (if (call $call (i32.const 16) (i32.const 6) (i32.const 32) (i32.const 62)
              (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 5000)
              (i32.const 8))
            (then (return (i32.const 0))))
          (i32.const 1)))
      """;

  @ParameterizedTest
  @CsvSource({"FAIL_CLOSE, 503", "FAIL_OPEN, 200"})
  void aTrapInTheAnswerToACall(String strategy, int answer) throws Exception {
    apply(TRAPS_IN_ANSWER, ", failStrategy: " + strategy);
    try (RawClient client = gateway.connect()) {
      String response = client.send(GET).readResponse();
      assertTrue(response.startsWith("HTTP/1.1 " + answer + " "), response);
    }
    assertEquals(1, status().events().get("crash"), "the call was made and answered");
    assertTrue(TestGateway.soon(() -> status().streams() == 0 && status().vms() == 1));
  }
}

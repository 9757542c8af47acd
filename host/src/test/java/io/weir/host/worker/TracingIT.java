package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Spans of a gateway that serves, as a collector gets them. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TracingIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  @TempDir Path folder;
  private Collector collector;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    collector = new Collector();
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
    collector.close();
  }

  private void apply(double percent) throws Exception {
    String plugin =
        Wats.setsHeader(
            folder, "stamp", "proxy_on_request_headers", Wats.REQUEST_HEADERS, "x-stamp", "1");
    String config =
        TestGateway.oneRoute(
                origin,
                "{ name: stamp, url: \"" + plugin + "\" }",
                ", plugins: [ { name: stamp } ]")
            + """
            gateway:
              tracing:
                endpoint: %s
                samplingPercent: %s
                serviceName: edge
                headers: { x-token: secret }
            """
                .formatted(collector.url(), percent);
    gateway.apply(config);
  }

  /** What the origin was asked. */
  private String get(String more) throws Exception {
    return gateway.exchange(
        "GET /a?secret=1 HTTP/1.1\r\nhost: shop.test:8080\r\nconnection: close\r\n"
            + more
            + "\r\n");
  }

  private static String parentOf(String head) {
    int at = head.indexOf("traceparent: ");
    return at < 0 ? "" : head.substring(at + 13, head.indexOf('\r', at));
  }

  @Test
  void aRequestHasASpanWithOneForItsPluginAndOneForItsUpstream() throws Exception {
    apply(100);
    String forwarded = parentOf(get(""));
    gateway.close();

    Span server = collector.only(SpanKind.SPAN_KIND_SERVER);
    Span client = collector.only(SpanKind.SPAN_KIND_CLIENT);
    Span plugin = collector.only(SpanKind.SPAN_KIND_INTERNAL);
    assertEquals("GET all", server.getName());
    assertEquals("GET", Collector.attribute(server, "http.request.method"));
    assertEquals("/a", Collector.attribute(server, "url.path"));
    assertEquals("200", Collector.attribute(server, "http.response.status_code"));
    assertEquals("127.0.0.1", Collector.attribute(server, "network.peer.address"));
    assertEquals("127.0.0.1", Collector.attribute(server, "client.address"));
    assertEquals("shop.test", Collector.attribute(server, "server.address"));
    assertEquals("8080", Collector.attribute(server, "server.port"));
    assertTrue(server.getParentSpanId().isEmpty());

    assertEquals(server.getSpanId(), client.getParentSpanId());
    assertEquals(server.getSpanId(), plugin.getParentSpanId());
    assertEquals(Integer.toString(origin.port()), Collector.attribute(client, "server.port"));
    assertEquals("stamp", Collector.attribute(plugin, "weir.plugin.name"));
    assertEquals("1", Collector.attribute(plugin, "weir.plugin.generation"));
    assertEquals("1", Collector.attribute(plugin, "weir.plugin.calls"));
    assertEquals("continue", Collector.attribute(plugin, "weir.plugin.action"));
    assertTrue(plugin.getStartTimeUnixNano() >= server.getStartTimeUnixNano());
    assertTrue(plugin.getEndTimeUnixNano() <= server.getEndTimeUnixNano());

    assertEquals(
        "00-"
            + Collector.hex(server.getTraceId())
            + "-"
            + Collector.hex(client.getSpanId())
            + "-01",
        forwarded);
    assertEquals("edge", collector.services.getFirst());
    assertEquals("secret", collector.tokens.getFirst());
  }

  @Test
  void theCallersTraceGoesOn() throws Exception {
    apply(0);
    String seen = get("traceparent: 00-" + TRACE + "-" + CALLER + "-01\r\ntracestate: a=b\r\n");
    assertTrue(parentOf(seen).startsWith("00-" + TRACE), seen);
    assertFalse(parentOf(seen).contains(CALLER), seen);
    assertTrue(seen.contains("tracestate: a=b"), seen);
    gateway.close();

    Span server = collector.only(SpanKind.SPAN_KIND_SERVER);
    assertEquals(TRACE, Collector.hex(server.getTraceId()));
    assertEquals(CALLER, Collector.hex(server.getParentSpanId()));
    assertEquals("a=b", server.getTraceState());
  }

  @Test
  void whatIsNotSampledStillHasAContextAndNoSpan() throws Exception {
    apply(0);
    String fresh = parentOf(get(""));
    assertTrue(fresh.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"), fresh);
    String given = "00-" + TRACE + "-" + CALLER + "-00";
    assertEquals(given, parentOf(get("traceparent: " + given + "\r\n")));
    gateway.close();
    assertTrue(collector.spans.isEmpty(), collector.spans.toString());
  }

  @Test
  void anotherUpstreamTryHasASpanOfItsOwn() throws Exception {
    origin.close();
    apply(100);
    get("");
    gateway.close();
    Span server = collector.only(SpanKind.SPAN_KIND_SERVER);
    assertEquals("503", Collector.attribute(server, "http.response.status_code"));
    assertEquals("UF", Collector.attribute(server, "weir.response.flags"));
    assertFalse(
        collector.spans.stream()
            .filter(s -> s.getKind() == SpanKind.SPAN_KIND_CLIENT)
            .toList()
            .isEmpty());
  }

  /** Calls {@code origin} when the request's headers come, and again when it is answered. */
  private static final String CALLS =
      """
      (module
        (import "env" "proxy_http_call"
          (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
        (import "env" "proxy_set_effective_context" (func $mean (param i32) (result i32)))
        (import "env" "proxy_continue_stream" (func $continue (param i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 16) "origin")
        (data (i32.const 32) "\\03\\00\\00\\00\\07\\00\\00\\00\\03\\00\\00\\00\\05\\00\\00\\00\\01\\00\\00\\00\\0a\\00\\00\\00\\01\\00\\00\\00:method\\00GET\\00:path\\00/\\00:authority\\00x\\00")
        (data (i32.const 128) "\\00\\00\\00\\00")
        (global $answers (mut i32) (i32.const 0))
        (global $stream (mut i32) (i32.const 0))
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32) (i32.const 1024))
        (func $ask
          (drop (call $call (i32.const 16) (i32.const 6) (i32.const 32) (i32.const 68)
            (i32.const 0) (i32.const 0) (i32.const 128) (i32.const 4) (i32.const 0)
            (i32.const 160))))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (global.set $stream (local.get 0))
          (call $ask)
          (i32.const 1))
        (func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
          (global.set $answers (i32.add (global.get $answers) (i32.const 1)))
          (if (i32.eq (global.get $answers) (i32.const 1)) (then (call $ask) (return)))
          (drop (call $mean (global.get $stream)))
          (drop (call $continue (i32.const 0)))))
      """;

  @Test
  void aCallOfAPluginHasASpanBelowThePluginsAndSaysSo() throws Exception {
    List<String> parents = new CopyOnWriteArrayList<>();
    try (RawOrigin called =
        new RawOrigin(
            peer -> {
              String head;
              while (!(head = peer.head()).isEmpty()) {
                parents.add(parentOf(head));
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
              }
            })) {
      gateway.apply(
          TestGateway.oneRoute(
                  called,
                  "{ name: calls, url: \"" + Wats.module(folder, "calls", CALLS) + "\" }",
                  ", plugins: [ { name: calls } ]")
              + "gateway: { tracing: { endpoint: \"%s\", samplingPercent: 100 } }\n"
                  .formatted(collector.url()));
      get("");
      gateway.close();
    }
    Span plugin = collector.only(SpanKind.SPAN_KIND_INTERNAL);
    List<Span> calls =
        collector.spans.stream().filter(s -> s.getName().equals("callout GET")).toList();
    assertEquals(2, calls.size(), collector.spans.toString());
    for (int i = 0; i < 2; i++) {
      assertEquals(plugin.getSpanId(), calls.get(i).getParentSpanId());
      assertEquals(SpanKind.SPAN_KIND_CLIENT, calls.get(i).getKind());
      assertEquals("200", Collector.attribute(calls.get(i), "http.response.status_code"));
      assertEquals(
          "00-"
              + Collector.hex(plugin.getTraceId())
              + "-"
              + Collector.hex(calls.get(i).getSpanId())
              + "-01",
          parents.get(i));
    }
  }
}

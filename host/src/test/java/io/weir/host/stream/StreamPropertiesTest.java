package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Envoy's attributes, by phase and in their encodings. */
class StreamPropertiesTest {
  private static final String[] NOT_YET = {
    "response.code", "response.code_details", "response.headers", "response.trailers",
    "response.grpc_status", "request.duration", "upstream.address", "upstream_host_metadata",
    "connection.tls_version", "connection.termination_details", "nonsense", "request.nonsense"
  };

  private static String value(FilterGuest g, String dotted) {
    return g.propertyValue(dotted.replace('.', '\0'));
  }

  private static long number(FilterGuest g, String dotted) {
    byte[] bytes = value(g, dotted).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(8, bytes.length, dotted + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void whatIsKnownInTheRequest() {
    List<String> seen = new ArrayList<>();
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                for (String text :
                    List.of(
                        "request.path",
                        "request.url_path",
                        "request.query",
                        "request.host",
                        "request.method",
                        "request.protocol",
                        "request.headers.x-a",
                        "route_name",
                        "cluster_name",
                        "xds.route_name",
                        "xds.cluster_name",
                        "plugin_name",
                        "listener_name",
                        "request.id",
                        "x_request_id")) {
                  seen.add(value(g, text));
                }
                assertEquals("", value(g, "connection.requested_server_name"));
                assertEquals("\0", value(g, "connection.mtls"));
                assertEquals("", value(g, "route_metadata") + value(g, "metadata"));
                assertEquals(1, number(g, "connection.id"));
                assertEquals(1, number(g, "connection_id"));
                assertEquals(0, number(g, "response.flags"));
                assertEquals(12, number(g, "request.size"));
                assertTrue(number(g, "request.time") > 1_500_000_000_000_000_000L);
                for (String later : NOT_YET) {
                  assertEquals("none", value(g, later), later);
                }
                return 0;
              });
      rig.request(
          false, ":path", "/p/q?x=1", "x-a", "1", "content-length", "12", "x-request-id", "r");
    }
    assertEquals(
        "/p/q?x=1 /p/q x=1 x POST HTTP/1.1 1 route origin route origin a web r r",
        String.join(" ", seen));
  }

  @Test
  void whatIsKnownInTheResponseAndInTheLog() {
    List<String> seen = new ArrayList<>();
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "res-headers",
              g -> {
                seen.add(number(g, "response.code") + " " + value(g, "response.code_details"));
                seen.add(value(g, "response.headers.x-b") + value(g, "response.trailers"));
                return 0;
              })
          .on(
              "log",
              g -> {
                seen.add(number(g, "response.grpc_status") + " " + number(g, "response.size"));
                seen.add(value(g, "response.trailers.grpc-status"));
                assertTrue(number(g, "request.duration") >= 0);
                assertEquals(3, number(g, "request.size"));
                assertTrue(number(g, "response.total_size") > 5);
                assertEquals(1, number(g, "upstream.request_attempt_count"));
                return 0;
              });
      rig.request(false);
      rig.data("abc", true);
      rig.answer(false, "x-b", "2");
      rig.answerData("12345", false);
      rig.answerTrailers("grpc-status", "7");
    }
    assertEquals("200 via_upstream|2none|7 5|7", String.join("|", seen));
  }

  @Test
  void headersAsAMapArePairs() {
    String[] seen = new String[1];
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "res-headers",
              g -> {
                seen[0] = value(g, "response.headers");
                return 0;
              });
      rig.request(true);
      rig.answer(true, "x", "yz");
    }
    assertEquals("\2\0\0\0\7\0\0\0\3\0\0\0\1\0\0\0\2\0\0\0:status\000200\0x\0yz\0", seen[0]);
  }

  @Test
  void whatFailsHasItsFlagAndDetail() {
    List<String> seen = new ArrayList<>();
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "log",
              g -> {
                seen.add(number(g, "response.flags") + " " + value(g, "response.code_details"));
                seen.add(value(g, "upstream.transport_failure_reason"));
                return 0;
              });
      rig.names.failNext(2);
      rig.request(true);
    }
    assertEquals("32 upstream_reset_before_response_started{connection_failure}", seen.getFirst());
    assertTrue(seen.getLast().contains("no connection"), seen.toString());
  }

  @Test
  void whatAPluginSetsCanBeReadByOthersUnderItsWholePath() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                assertEquals(0, g.setProperty("my\0own\0key", "v"));
                assertEquals(0, g.setProperty("route_name", "stolen"));
                assertEquals(0, g.setProperty("response\0code_details", "a\r\nb"));
                assertEquals("a??b", value(g, "response.code_details"), "one line in the log");
                g.setProperty("response\0code_details", "x".repeat(100_000));
                assertEquals(1024, value(g, "response.code_details").length());
                assertEquals(0, g.setProperty("response\0code_details", "mine"));
                return 0;
              });
      rig.filter("b")
          .on(
              "req-headers",
              g -> {
                assertEquals("v", value(g, "my.own.key"));
                assertEquals("route", value(g, "route_name"), "an attribute stays what it is");
                assertEquals("mine", value(g, "response.code_details"));
                assertEquals("v", g.propertyValue("filter_state\0wasm.my\0own\0key"));
                return g.reply(204, "");
              });
      rig.request(true);
      assertTrue(rig.events.contains("down headers 204 end"), rig.events.toString());
    }
  }

  @Test
  void whatPluginsSetIsBounded() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                int set = 0;
                while (set < 1000 && g.setProperty("k" + set, "v") == 0) {
                  set++;
                }
                assertEquals(256, set);
                assertEquals(0, g.setProperty("k1", "again"));
                assertEquals(1, g.setProperty("k1", "x".repeat(2 << 20)));
                return g.reply(204, "");
              });
      rig.request(true);
      assertTrue(rig.events.contains("down headers 204 end"), rig.events.toString());
    }
  }

  @Test
  void theLogLineHasThemQuotedAndBounded() {
    OwnProperties own = new OwnProperties();
    own.set("trace_span_tag.k", "v".getBytes(StandardCharsets.UTF_8));
    own.set("ai_log", "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(" trace_span_tag.k=\"v\" ai_log=\"{\\\"a\\\":1}\\x0a\"", own.logged());
    for (int i = 0; i < 100; i++) {
      own.set("long" + i, new byte[5000]);
    }
    assertTrue(own.logged().length() < 20_000, "bounded");
  }

  // ---- those that do something

  @Test
  void aPluginMaySetTheLimitsOfWhatIsHeld() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on("req-headers", g -> g.setProperty("set_decoder_buffer_limit", "5"))
          .on("req-body", PAUSE, PAUSE);
      rig.request(false);
      rig.data("12345", false);
      assertTrue(rig.events.stream().noneMatch(e -> e.startsWith("down")), "at the limit");
      rig.data("6", false);
      assertTrue(rig.events.contains("down headers 413"), rig.events.toString());
    }
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .abi("0_2_100")
          .on(
              "res-headers",
              g -> {
                assertEquals(1, g.setProperty("set_encoder_buffer_limit", "many"));
                return 1 + g.setProperty("set_encoder_buffer_limit", "2000000");
              })
          .on("res-body", PAUSE, PAUSE);
      rig.request(true);
      rig.answer(false);
      rig.answerData("x".repeat(1_500_000), false);
      assertTrue(rig.events.stream().noneMatch(e -> e.startsWith("down")), "a higher limit");
      rig.answerData("x".repeat(600_000), false);
      assertTrue(rig.events.contains("down headers 500"), rig.events.toString());
    }
  }
}

package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.MapType;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header that could not be written to the wire is refused where a guest says it. */
class HeaderRulesTest {
  private static final String ADD = "proxy_add_header_map_value";
  private static final String REPLACE = "proxy_replace_header_map_value";

  private static byte[] pairs(String name, String value) {
    SimpleHeaderMap map = new SimpleHeaderMap();
    map.add(":method", "GET");
    map.add(":path", "/");
    map.add(":authority", "x");
    map.add(name, value);
    return PairsCodec.encode(map);
  }

  private static long[] joined(long[] first, long... second) {
    return TestGuest.joined(first, second);
  }

  private static int setPairs(TestGuest g, byte[] pairs) {
    return g.host("proxy_set_header_map_pairs", joined(new long[] {0}, g.bytes(pairs)));
  }

  private static int reply(TestGuest g, byte[] pairs) {
    long[] head = joined(new long[] {403, 0, 0, 0, 0}, g.bytes(pairs));
    return g.host("proxy_send_local_response", joined(head, -1));
  }

  private static int httpCall(TestGuest g, byte[] headers, byte[] trailers) {
    long[] args = joined(joined(g.text("up"), g.bytes(headers)), 0, 0);
    return g.host("proxy_http_call", joined(joined(args, g.bytes(trailers)), 100, g.slot()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=v",
        "a b=v",
        "a:=v",
        ":unknown=v",
        "é=v",
        "a\r\nb=v",
        "a=v\r\nx: y",
        "a=v\nx",
        "a=v\rx",
        "a=v\0x"
      })
  void whatCannotBeWrittenIsABadArgument(String header) {
    String name = header.substring(0, header.indexOf('='));
    String value = header.substring(name.length() + 1);
    try (TestVm t = TestVm.start(g -> {})) {
      t.stream.header(MapType.REQUEST_HEADERS, "kept", "1");
      t.inStream(
          g -> {
            assertEquals(BAD_ARGUMENT, g.setHeader(ADD, 0, name, value));
            assertEquals(BAD_ARGUMENT, g.setHeader(REPLACE, 0, name, value));
            assertEquals(BAD_ARGUMENT, setPairs(g, pairs(name, value)));
            assertEquals(BAD_ARGUMENT, reply(g, pairs(name, value)));
            assertEquals(BAD_ARGUMENT, httpCall(g, pairs(name, value), new byte[0]));
            assertEquals(BAD_ARGUMENT, httpCall(g, pairs("a", "b"), pairs(name, value)));
          });
      assertEquals("kept=1", String.valueOf(t.stream.maps.get(MapType.REQUEST_HEADERS)));
      assertTrue(t.callouts.calls.isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({":path, /x", "X-Mixed_Case.1, v", "a, ''", "a, 'tab\tand ü'", ":status, 200"})
  void whatCanBeWrittenIsTaken(String name, String value) {
    try (TestVm t = TestVm.start(g -> {})) {
      t.stream.header(MapType.REQUEST_HEADERS, "kept", "1");
      t.inStream(
          g -> {
            assertEquals(OK, g.setHeader(ADD, 0, name, value));
            assertEquals(OK, g.setHeader(REPLACE, 0, name, value));
            assertEquals(OK, setPairs(g, pairs(name, value)));
            assertEquals(OK, reply(g, pairs(name, value)));
            assertEquals(OK, httpCall(g, pairs(name, value), new byte[0]));
          });
    }
  }

  @Test
  void aMapDoesNotGrowWithoutEnd() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.stream.header(MapType.REQUEST_HEADERS, "first", "1");
      t.inStream(
          g -> {
            String large = "x".repeat(300_000);
            assertEquals(OK, g.setHeader(ADD, 0, "a", large));
            g.memory().reset();
            assertEquals(OK, g.setHeader(ADD, 0, "a", large));
            g.memory().reset();
            assertEquals(OK, g.setHeader(ADD, 0, "a", large));
            g.memory().reset();
            assertEquals(BAD_ARGUMENT, g.setHeader(ADD, 0, "a", large));
            int status = OK;
            int added = 0;
            for (; added < 5000 && status == OK; added++) {
              g.memory().reset();
              status = g.setHeader(ADD, 0, "n", "");
            }
            assertEquals(BAD_ARGUMENT, status);
            assertEquals(1024 - 4 + 1, added, "with those that were there before");
          });
    }
  }
}

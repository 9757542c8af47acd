package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.MapType;
import io.weir.proxywasm.testkit.FakeHeaders;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Host calls on header maps. */
class HeaderCallsTest {
  private static final String ADD = "proxy_add_header_map_value";
  private static final String REPLACE = "proxy_replace_header_map_value";
  private static final int REQUEST = 0;
  private static final int REQUEST_TRAILERS = 1;
  private static final int RESPONSE = 2;

  private static TestVm withRequest() {
    TestVm t = TestVm.start(g -> {});
    t.stream
        .header(MapType.REQUEST_HEADERS, ":path", "/a")
        .header(MapType.REQUEST_HEADERS, "x-two", "one")
        .header(MapType.REQUEST_HEADERS, "x-two", "two")
        .header(MapType.REQUEST_HEADERS, "x-empty", "");
    return t;
  }

  private static FakeHeaders request(TestVm t) {
    return Objects.requireNonNull(t.stream.maps.get(MapType.REQUEST_HEADERS));
  }

  @Test
  void valueIsTheFirstOneWhateverTheCaseOfTheName() {
    try (TestVm t = withRequest()) {
      t.inStream(g -> assertEquals("one", g.header(REQUEST, "X-Two").text()));
      t.inStream(g -> assertEquals("/a", g.header(REQUEST, ":path").text()));
    }
  }

  @Test
  void anEmptyValueIsOkWithPointerZeroAndNothingAllocated() {
    try (TestVm t = withRequest()) {
      t.inStream(g -> assertEquals(new Answer(OK, 0, 0, ""), g.header(REQUEST, "x-empty")));
    }
  }

  @Test
  void aMissingValueIsNotFoundAndTouchesNothing() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g -> {
            Answer answer = g.header(REQUEST, "x-none");
            assertEquals(NOT_FOUND, answer.status());
            assertEquals(0x5a5a5a5a, answer.pointer());
          });
    }
  }

  @Test
  void aMissingValueIsOkAndEmptyInTheFirstVersion() {
    try (TestVm t = TestVm.start(g -> g.version("0_1_0"))) {
      t.stream.header(MapType.REQUEST_HEADERS, "a", "b");
      t.inStream(g -> assertEquals(new Answer(OK, 0, 0, ""), g.header(REQUEST, "x-none")));
    }
  }

  @Test
  void sizeIsInBytes() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g -> {
            int out = g.slot();
            assertEquals(OK, g.host("proxy_get_header_map_size", REQUEST, out));
            assertEquals(":path/ax-twoonex-twotwox-empty".length(), g.memory().readInt(out));
          });
    }
  }

  @Test
  void pairsComeInOrderAsOneExactAllocation() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g -> {
            Answer answer = g.hostBytes("proxy_get_header_map_pairs", REQUEST);
            assertEquals(OK, answer.status());
            byte[] bytes = new byte[answer.size()];
            g.memory().read(answer.pointer(), bytes, 0, bytes.length);
            SimpleHeaderMap map = Objects.requireNonNull(PairsCodec.decode(bytes));
            assertEquals(4, map.size());
            assertEquals("two", map.value(2));
          });
    }
  }

  @Test
  void pairsOfAnAbsentMapAreOkAndEmpty() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g ->
              assertEquals(
                  new Answer(OK, 0, 0, ""), g.hostBytes("proxy_get_header_map_pairs", RESPONSE)));
    }
  }

  @Test
  void anAbsentMapHasNoValuesAndNoSize() {
    try (TestVm t = withRequest()) {
      t.inStream(g -> assertEquals(NOT_FOUND, g.header(RESPONSE, "a").status()));
      t.inStream(
          g -> assertEquals(NOT_FOUND, g.host("proxy_get_header_map_size", RESPONSE, g.slot())));
    }
  }

  @Test
  void anUnknownMapIsABadArgumentToEveryCall() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g -> {
            for (int map : new int[] {8, -1, 1000}) {
              assertEquals(BAD_ARGUMENT, g.header(map, "a").status());
              assertEquals(BAD_ARGUMENT, g.hostBytes("proxy_get_header_map_pairs", map).status());
              assertEquals(BAD_ARGUMENT, g.host("proxy_get_header_map_size", map, g.slot()));
              assertEquals(BAD_ARGUMENT, g.setHeader(ADD, map, "a", "b"));
              assertEquals(BAD_ARGUMENT, g.setHeader(REPLACE, map, "a", "b"));
              assertEquals(BAD_ARGUMENT, g.host("proxy_set_header_map_pairs", map, 0, 0));
              assertEquals(BAD_ARGUMENT, remove(g, map, "a"));
            }
          });
    }
  }

  private static int remove(TestGuest g, int map, String name) {
    return g.host(
        "proxy_remove_header_map_value", TestGuest.joined(new long[] {map}, g.text(name)));
  }

  @Test
  void addsReplacesAndRemoves() {
    try (TestVm t = withRequest()) {
      t.inStream(
          g -> {
            assertEquals(OK, g.setHeader(ADD, REQUEST, "X-Two", "three"));
            assertEquals(OK, g.setHeader(REPLACE, REQUEST, ":path", "/b"));
            assertEquals(OK, remove(g, REQUEST, "X-Empty"));
            assertEquals(OK, remove(g, REQUEST, "x-never-there"));
          });
      assertEquals("x-two=one,x-two=two,x-two=three,:path=/b", request(t).toString());
    }
  }

  @Test
  void setPairsReplacesTheWholeMap() {
    try (TestVm t = withRequest()) {
      SimpleHeaderMap pairs = new SimpleHeaderMap();
      pairs.add("x", "1");
      pairs.add("x", "2");
      t.inStream(g -> assertEquals(OK, setPairs(g, REQUEST, PairsCodec.encode(pairs))));
      assertEquals("x=1,x=2", request(t).toString());
    }
  }

  private static int setPairs(TestGuest g, int map, byte[] pairs) {
    return g.host("proxy_set_header_map_pairs", TestGuest.joined(new long[] {map}, g.bytes(pairs)));
  }

  @Test
  void malformedPairsChangeNothing() {
    try (TestVm t = withRequest()) {
      t.stream.atLastChunk = true;
      t.inStream(
          g -> {
            assertEquals(BAD_ARGUMENT, setPairs(g, REQUEST, new byte[] {9, 0, 0, 0}));
            assertEquals(BAD_ARGUMENT, setPairs(g, REQUEST_TRAILERS, new byte[] {9, 0, 0, 0}));
          });
      assertEquals(4, request(t).size());
      assertFalse(t.stream.maps.containsKey(MapType.REQUEST_TRAILERS), "no trailers are made");
    }
  }

  @Test
  void whatHasGoneOutCanBeReadButNotWritten() {
    try (TestVm t = withRequest()) {
      request(t).readOnly = true;
      t.inStream(
          g -> {
            assertEquals("/a", g.header(REQUEST, ":path").text());
            assertEquals(BAD_ARGUMENT, g.setHeader(ADD, REQUEST, "a", "b"));
            assertEquals(BAD_ARGUMENT, g.setHeader(REPLACE, REQUEST, "a", "b"));
            assertEquals(BAD_ARGUMENT, remove(g, REQUEST, ":path"));
            assertEquals(BAD_ARGUMENT, g.host("proxy_set_header_map_pairs", REQUEST, 0, 0));
          });
      assertEquals(4, request(t).size());
    }
  }

  @Test
  void trailersAreMadeByTheFirstWriteAtTheLastChunkOnly() {
    try (TestVm t = withRequest()) {
      t.inStream(g -> assertEquals(BAD_ARGUMENT, g.setHeader(ADD, REQUEST_TRAILERS, "a", "b")));
      t.stream.atLastChunk = true;
      t.inStream(g -> assertEquals(NOT_FOUND, g.header(REQUEST_TRAILERS, "a").status()));
      assertFalse(t.stream.maps.containsKey(MapType.REQUEST_TRAILERS), "reading makes none");
      t.inStream(g -> assertEquals(OK, g.setHeader(ADD, REQUEST_TRAILERS, "a", "b")));
      assertEquals("a=b", String.valueOf(t.stream.maps.get(MapType.REQUEST_TRAILERS)));
    }
  }

  @Test
  void theRootContextHasNoMaps() {
    try (TestVm t = withRequest()) {
      t.inRoot(
          g -> {
            assertEquals(NOT_FOUND, g.header(REQUEST, ":path").status());
            assertEquals(BAD_ARGUMENT, g.setHeader(ADD, REQUEST, "a", "b"));
            assertEquals(OK, g.hostBytes("proxy_get_header_map_pairs", REQUEST).status());
          });
    }
  }

  @Test
  void theMapsOfACallsAnswerAreReadOnly() {
    try (TestVm t =
        TestVm.start(
            g ->
                g.onLong(
                    "proxy_on_http_call_response",
                    5,
                    (root, token, headers, body, trailers) ->
                        g.setHeader(ADD, 6, "a", "b") == BAD_ARGUMENT
                                && "200".equals(g.header(6, ":status").text())
                            ? 0
                            : trapped()))) {
      t.inStream(g -> assertEquals(OK, CalloutsTest.call(g, "up")));
      t.callouts.calls.getFirst().answer("200", "");
      assertTrue(t.vm().failure() == null);
    }
  }

  private static int trapped() {
    throw TestGuest.unreachable();
  }

  @Test
  void bytesThatAreNotUtf8ComeThroughAsTheyAre() {
    try (TestVm t = withRequest()) {
      t.stream.header(MapType.REQUEST_HEADERS, "x-raw", "\u00ff\u0080");
      t.inStream(
          g -> {
            Answer answer = g.header(REQUEST, "x-raw");
            assertEquals(2, answer.size());
            assertEquals((byte) 0xff, g.memory().readByte(answer.pointer()));
          });
    }
  }

  @Test
  void pointersOutsideTheMemoryAreAnsweredNotTrapped() {
    try (TestVm t = withRequest()) {
      t.stream.atLastChunk = true;
      t.inStream(
          g -> {
            assertEquals(
                INVALID_MEMORY_ACCESS,
                g.host("proxy_get_header_map_value", REQUEST, -8, 4, g.slot(), g.slot()));
            assertEquals(
                INVALID_MEMORY_ACCESS,
                g.host("proxy_get_header_map_value", REQUEST, 0, -1, g.slot(), g.slot()));
            assertEquals(
                INVALID_MEMORY_ACCESS, g.host("proxy_get_header_map_size", REQUEST, 0x7fffffff));
            assertEquals(INVALID_MEMORY_ACCESS, g.host(ADD, REQUEST_TRAILERS, -8, 4, -8, 4));
          });
      assertFalse(t.stream.maps.containsKey(MapType.REQUEST_TRAILERS), "no trailers are made");
    }
  }

  @Test
  void aGuestWithoutAnAllocatorGetsNoBytesButStillEmptyOnes() {
    try (TestVm t = TestVm.start(g -> g.without("malloc"))) {
      t.stream.header(MapType.REQUEST_HEADERS, "a", "b").header(MapType.REQUEST_HEADERS, "e", "");
      t.inStream(
          g -> {
            assertEquals(INVALID_MEMORY_ACCESS, g.header(REQUEST, "a").status());
            assertEquals(OK, g.header(REQUEST, "e").status());
          });
    }
  }

  @Test
  void theAllocatorOfTheSpecificationIsPreferred() {
    int[] sizes = new int[2];
    try (TestVm t =
        TestVm.start(
            g ->
                g.on(
                    "proxy_on_memory_allocate",
                    1,
                    (size, a, b) -> {
                      sizes[0]++;
                      sizes[1] = size;
                      return g.memory().allocate(size);
                    }))) {
      t.stream.header(MapType.REQUEST_HEADERS, "a", "four");
      t.inStream(g -> assertEquals("four", g.header(REQUEST, "a").text()));
      assertEquals(1, sizes[0]);
      assertEquals(4, sizes[1], "exactly the size, in one piece");
    }
  }

  /** What a guest names is not copied to the host when its size alone refuses it. */
  @Test
  void whatIsTooLongIsNotRead() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits = setup.limits.withMemory(32 << 20);
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.stream.header(MapType.REQUEST_HEADERS, "a", "b");
      t.inStream(
          g -> {
            int size = 16 << 20;
            int at = g.memory().allocate(size);
            long[] name = g.text("name");
            int out = g.slot();
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(BAD_ARGUMENT, g.host("proxy_set_header_map_pairs", REQUEST, at, size));
            long[] reply = {200, 0, 0, 0, 0, at, size, -1};
            assertEquals(BAD_ARGUMENT, g.host("proxy_send_local_response", reply));
            long[] call = {name[0], name[1], at, size, 0, 0, 0, 0, 0, out};
            assertEquals(BAD_ARGUMENT, g.host("proxy_http_call", call));
            long[] shared = {name[0], name[1], at, size, 0};
            assertEquals(INTERNAL_FAILURE, g.host("proxy_set_shared_data", shared));
            long used = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(used < 8 << 20, used + " bytes were allocated");
            assertEquals(
                INVALID_MEMORY_ACCESS, g.host("proxy_set_header_map_pairs", REQUEST, at, -1));
          });
    }
  }
}

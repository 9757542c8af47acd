package io.weir.proxywasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.testkit.FakeStream;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The callbacks of one stream: their order, their arguments and what their answers mean. */
class HttpContextTest {
  private static final String[] CALLBACKS = {
    "proxy_on_request_headers",
    "proxy_on_request_body",
    "proxy_on_request_trailers",
    "proxy_on_response_headers",
    "proxy_on_response_body",
    "proxy_on_response_trailers",
    "proxy_on_log",
    "proxy_on_done",
    "proxy_on_delete"
  };

  private final List<String> events = new ArrayList<>();

  private void noting(TestGuest g) {
    for (String name : CALLBACKS) {
      g.on(name, 3, (c, a, b) -> note(name.substring(9) + " " + a + " " + b));
    }
    g.on("proxy_on_context_create", 2, (c, parent, x) -> c == 1 ? 0 : note("create in " + parent));
  }

  private int note(String event) {
    events.add(event);
    return 0;
  }

  @Test
  void everyCallbackHasItsArgumentsAndTheEndIsLogDoneDelete() {
    try (TestVm t = TestVm.start(this::noting)) {
      HttpContext context = t.context();
      assertEquals(List.of(), events, "the guest hears of a stream with its first callback");
      context.onRequestHeaders(7, false);
      context.onRequestBody(100, false);
      context.onRequestBody(5, true);
      context.onRequestTrailers(2);
      context.onResponseHeaders(3, true);
      context.onResponseBody(0, true);
      context.onResponseTrailers(1);
      context.end();
      context.end();
      assertEquals(
          List.of(
              "create in 1",
              "request_headers 7 0",
              "request_body 100 0",
              "request_body 5 1",
              "request_trailers 2 0",
              "response_headers 3 1",
              "response_body 0 1",
              "response_trailers 1 0",
              "log 0 0",
              "done 0 0",
              "delete 0 0"),
          events);
    }
  }

  @Test
  void aStreamThatTheFilterNeverSawIsToldFromTheStart() {
    try (TestVm t = TestVm.start(this::noting)) {
      t.context().end();
      assertEquals(List.of("create in 1", "log 0 0", "done 0 0", "delete 0 0"), events);
    }
  }

  @Test
  void whatDoneSaysOfAStreamIsIgnored() {
    try (TestVm t =
        TestVm.start(
            g -> {
              noting(g);
              g.on("proxy_on_done", 1, (c, a, b) -> 0);
            })) {
      t.context().end();
      assertEquals("delete 0 0", events.getLast());
    }
  }

  @Test
  void aGuestWithoutCallbacksContinues() {
    try (TestVm t = TestVm.start(g -> g.without("proxy_on_request_headers"))) {
      assertEquals(FilterHeadersStatus.CONTINUE, t.context().onRequestHeaders(1, true));
      assertEquals(FilterDataStatus.CONTINUE, t.context().onRequestBody(1, true));
      assertEquals(FilterTrailersStatus.CONTINUE, t.context().onRequestTrailers(1));
      t.context().end();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, CONTINUE, CONTINUE",
    "1, STOP_ALL_AND_WATERMARK, STOP_ITERATION",
    "2, CONTINUE, CONTINUE",
    "3, STOP_ALL_AND_BUFFER, STOP_ALL_AND_BUFFER",
    "4, STOP_ALL_AND_WATERMARK, STOP_ALL_AND_WATERMARK",
    "5, STOP_ALL_AND_WATERMARK, STOP_ALL_AND_WATERMARK",
    "-1, STOP_ALL_AND_WATERMARK, STOP_ALL_AND_WATERMARK",
  })
  void headerActions(int action, FilterHeadersStatus before, FilterHeadersStatus from02100) {
    assertEquals(before, headers("0_1_0", action));
    assertEquals(before, headers("0_2_0", action));
    assertEquals(before, headers("0_2_1", action));
    assertEquals(from02100, headers("0_2_100", action));
  }

  private static FilterHeadersStatus headers(String version, int action) {
    try (TestVm t =
        TestVm.start(
            g -> g.version(version).on("proxy_on_response_headers", 3, (c, a, b) -> action))) {
      return t.context().onResponseHeaders(1, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, CONTINUE, CONTINUE",
    "1, STOP_AND_BUFFER, STOP",
    "2, STOP_AND_WATERMARK, STOP",
    "3, STOP_NO_BUFFER, STOP",
    "4, STOP_NO_BUFFER, STOP",
    "-7, STOP_NO_BUFFER, STOP",
  })
  void bodyAndTrailerActions(int action, FilterDataStatus data, FilterTrailersStatus trailers) {
    try (TestVm t =
        TestVm.start(
            g ->
                g.on("proxy_on_request_body", 3, (c, a, b) -> action)
                    .on("proxy_on_request_trailers", 2, (c, a, b) -> action))) {
      assertEquals(data, t.context().onRequestBody(1, false));
      assertEquals(trailers, t.context().onRequestTrailers(1));
    }
  }

  @Test
  void theFirstVersionsHeadersCallbackHasNoEndOfStream() {
    try (TestVm t =
        TestVm.start(
            g ->
                g.version("0_1_0")
                    .on(
                        "proxy_on_request_headers",
                        2,
                        (c, a, b) -> note("headers " + a + " " + b)))) {
      t.context().onRequestHeaders(4, true);
      assertEquals(List.of("headers 4 0"), events);
    }
  }

  @Test
  void idsAreNeverUsedTwice() {
    try (TestVm t = TestVm.start(g -> {})) {
      for (int i = 0; i < 500; i++) {
        HttpContext context = t.vm().newHttpContext(new FakeStream());
        context.onRequestHeaders(0, true);
        context.end();
      }
      List<Integer> ids = t.guest().contexts();
      assertEquals(501, ids.size());
      assertEquals(501, ids.stream().distinct().count());
    }
  }

  @Test
  void metadataIsToldAndHoldsNothing() {
    try (TestVm t =
        TestVm.start(
            g -> {
              g.on("proxy_on_request_metadata", 2, (c, count, x) -> note("request " + count) + 1);
              g.on("proxy_on_response_metadata", 2, (c, count, x) -> note("response " + count));
            })) {
      t.context().onRequestMetadata(2);
      t.context().onResponseMetadata(1);
      assertEquals(List.of("request 2", "response 1"), events);
    }
  }

  @ParameterizedTest
  @CsvSource({"proxy_on_log", "proxy_on_done", "proxy_on_delete"})
  void aTrapAtTheEndOfAStreamIsThrownAndEndsIt(String callback) {
    try (TestVm t =
        TestVm.start(
            g ->
                g.on(
                    callback,
                    1,
                    (c, a, b) -> {
                      throw TestGuest.unreachable();
                    }))) {
      t.context().onRequestHeaders(0, true);
      assertThrows(PluginException.class, () -> t.context().end());
      t.context().end();
      assertEquals(List.of(), t.stream.events, "it is not told of itself");
    }
  }

  @Test
  void aStreamThatEndsOfWhatItsLogAskedForEndsOnce() {
    try (TestVm t =
        TestVm.start(
            g -> {
              noting(g);
              g.on("proxy_on_log", 1, (c, a, b) -> g.host("proxy_close_stream", 0));
            })) {
      t.stream.onClose = t.context()::end;
      t.context().end();
      assertEquals(List.of("create in 1", "done 0 0", "delete 0 0"), events);
    }
  }
}

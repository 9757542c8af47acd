package io.weir.host.stream;

import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_CLOSE;
import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_OPEN;
import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.TRAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.GatewayConfig.FailStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guest that traps: in each of its callbacks, by each strategy, and what becomes of the stream
 * whose callback it was, of another stream of the same VM, and of the next stream.
 */
class FailMatrixTest {
  /** Those of one exchange that goes through them all, in their order. */
  private static final List<String> CALLBACKS =
      List.of(
          "create",
          "req-headers",
          "req-body",
          "req-trailers",
          "res-headers",
          "res-body",
          "res-trailers",
          "log",
          "done",
          "delete");

  private static final List<String> WHOLE =
      List.of(
          "up headers /p",
          "up data one",
          "up trailers 1",
          "down headers 200",
          "down data two",
          "down trailers 1");

  static Stream<Arguments> callbacks() {
    return CALLBACKS.stream()
        .flatMap(c -> Stream.of(FAIL_OPEN, FAIL_CLOSE).map(s -> Arguments.of(c, s)));
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void thisStream(String callback, FailStrategy strategy) {
    try (Rig rig = new Rig()) {
      rig.filter("a", strategy).on(callback, TRAP);
      exchange(rig);
      List<String> seen = seen(rig);
      if (strategy == FAIL_OPEN || isEnd(callback)) {
        assertEquals(WHOLE, seen, "taken out, and the rest goes on unchanged");
      } else if (isAfterResponse(callback)) {
        assertEquals("down reset", seen.getLast());
        assertFalse(seen.contains("down trailers 1"));
      } else {
        assertEquals("down headers 503 end", seen.getLast());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void theNextStreamHasAFreshVm(String callback, FailStrategy strategy) {
    try (Rig rig = new Rig()) {
      rig.filter("a", strategy).on(callback, TRAP);
      exchange(rig);
      if (!rig.down.finished) {
        rig.reset();
      }
      rig.restartFailed();
      rig.skip();
      rig.down.finished = false;
      exchange(rig);
      assertEquals(WHOLE, seen(rig));
      assertTrue(rig.events.contains("a req-headers /p"), rig.events.toString());
    }
  }

  /** Where another stream of the VM may stand when the VM fails: held there by the plugin. */
  static Stream<Arguments> places() {
    return Stream.of(
            "req-headers", "req-body", "req-trailers", "res-headers", "res-body", "res-trailers")
        .flatMap(c -> Stream.of(FAIL_OPEN, FAIL_CLOSE).map(s -> Arguments.of(c, s)));
  }

  /** The failure is in a call that is not of this stream: a tick, a callout's answer, a stream. */
  @ParameterizedTest
  @MethodSource("places")
  void anotherStreamThatIsHeld(String place, FailStrategy strategy) {
    try (Rig rig = new Rig()) {
      rig.filter("a", strategy).on(place, PAUSE);
      upTo(place, rig);
      rig.in("a", g -> FilterGuest.fail());
      if (strategy == FAIL_OPEN) {
        restAfter(place, rig);
      }
      List<String> seen = seen(rig);
      if (strategy == FAIL_OPEN) {
        assertEquals(WHOLE, seen, "what was held goes on unchanged");
      } else if (isAfterResponse(place)) {
        assertEquals("down reset", seen.getLast());
      } else {
        assertEquals("down headers 503 end", seen.getLast());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FailStrategy.class)
  void anotherStreamThatThePluginHasMoreToSayTo(FailStrategy strategy) {
    try (Rig rig = new Rig()) {
      rig.filter("a", strategy);
      rig.request(false);
      rig.in("a", g -> FilterGuest.fail());
      if (strategy == FAIL_CLOSE) {
        assertEquals("down headers 503 end", seen(rig).getLast());
        return;
      }
      rig.data("one", false);
      rig.trailers("t", "1");
      answer(rig);
      assertEquals(WHOLE, seen(rig));
    }
  }

  @ParameterizedTest
  @EnumSource(FailStrategy.class)
  void anotherStreamThatThePluginHasNoMoreToSayTo(FailStrategy strategy) {
    try (Rig rig = new Rig()) {
      rig.filter("a", strategy)
          .without("proxy_on_request_body")
          .without("proxy_on_request_trailers")
          .without("proxy_on_response_headers")
          .without("proxy_on_response_body")
          .without("proxy_on_response_trailers");
      rig.request(false);
      rig.in("a", g -> FilterGuest.fail());
      rig.data("one", false);
      rig.trailers("t", "1");
      answer(rig);
      assertEquals(WHOLE, seen(rig));
    }
  }

  // ---- one exchange, as far as it goes

  private static void exchange(Rig rig) {
    rig.request(false);
    rig.data("one", false);
    rig.trailers("t", "1");
    answer(rig);
  }

  /** The exchange to where the plugin holds it. */
  private static void upTo(String place, Rig rig) {
    rig.request(false);
    if (place.equals("req-headers")) {
      return;
    }
    rig.data("one", false);
    if (place.equals("req-body")) {
      return;
    }
    rig.trailers("t", "1");
    if (place.startsWith("req")) {
      return;
    }
    rig.answer(false);
    if (!place.equals("res-headers")) {
      rig.answerData("two", false);
    }
    if (place.equals("res-trailers")) {
      rig.answerTrailers("t", "1");
    }
  }

  private static void restAfter(String place, Rig rig) {
    switch (place) {
      case "req-headers" -> {
        rig.data("one", false);
        rig.trailers("t", "1");
        answer(rig);
      }
      case "req-body" -> {
        rig.trailers("t", "1");
        answer(rig);
      }
      case "req-trailers" -> answer(rig);
      case "res-headers" -> {
        rig.answerData("two", false);
        rig.answerTrailers("t", "1");
      }
      case "res-body" -> rig.answerTrailers("t", "1");
      default -> {}
    }
  }

  private static void answer(Rig rig) {
    if (rig.down.finished || !rig.events.contains("up trailers 1")) {
      return;
    }
    rig.answer(false);
    if (!rig.down.finished) {
      rig.answerData("two", false);
    }
    if (!rig.down.finished) {
      rig.answerTrailers("t", "1");
    }
  }

  /** What reached the two sides; a body held and sent on in one piece is the same body. */
  private static List<String> seen(Rig rig) {
    return rig.events.stream()
        .filter(e -> e.startsWith("up ") || e.startsWith("down "))
        .filter(e -> !e.equals("up cancel"))
        .toList();
  }

  private static boolean isEnd(String callback) {
    return callback.equals("log") || callback.equals("done") || callback.equals("delete");
  }

  private static boolean isAfterResponse(String callback) {
    return callback.equals("res-body") || callback.equals("res-trailers");
  }
}

package io.weir.host.stream;

import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_CLOSE;
import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_OPEN;
import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.TRAP;
import static io.weir.host.stream.Script.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that fails: taken out, or the end of the stream. */
class FailStrategyTest {
  @ParameterizedTest
  @CsvSource({
    "true, headers", "true, body", "true, trailers",
    "false, headers", "false, body", "false, trailers"
  })
  void openTakesTheFilterOutAndTheMessageGoesOnWhole(boolean request, String callback) {
    try (Way w = new Way(request, FAIL_OPEN, "a", "b", "c")) {
      w.on("b", "body", callback.equals("trailers") ? PAUSE : g -> 0);
      w.script("b"); // traps after what is written above
      w.on("b", callback, TRAP);
      if (callback.equals("body")) {
        w.on("b", "body", TRAP);
      }
      w.headers(false);
      w.data("one", false);
      w.data("two", false);
      w.trailers();
      StringBuilder body = new StringBuilder();
      for (String event : w.taken()) {
        if (event.startsWith("sink data ")) {
          body.append(event.substring(10));
        }
        assertFalse(callback.equals("headers") && event.startsWith("b body"), event);
      }
      assertEquals("onetwo", body.toString());
      HeaderList trailers = request ? w.rig.up.trailers : w.rig.down.trailers;
      assertEquals("1", trailers == null ? "" : trailers.get("t"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"req-headers", "req-body", "req-trailers"})
  void closedBeforeTheResponseIs503(String callback) {
    try (Rig rig = new Rig()) {
      rig.filter("a").on(callback, TRAP);
      rig.request(false);
      rig.data("one", false);
      rig.trailers("t", "1");
      assertTrue(rig.events.contains("down headers 503 end"), rig.events.toString());
      assertFalse(rig.events.contains("up trailers 1"), rig.events.toString());
      assertFalse(rig.events.contains("a res-headers 503 end"), "it is of no more use");
    }
  }

  @Test
  void closedWhileTheResponseHeadersAreInTheFiltersIs503() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.filter("b").on("res-headers", TRAP);
      rig.request(true);
      rig.skip();
      rig.answer(false);
      rig.expect("b res-headers 200", "up cancel", "down headers 503 end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"res-body", "res-trailers"})
  void closedOnceTheResponseHasBegunIsAReset(String callback) {
    try (Rig rig = new Rig()) {
      rig.filter("a").on(callback, TRAP);
      rig.request(true);
      rig.answer(false);
      rig.answerData("one", false);
      if (callback.equals("res-trailers")) {
        rig.answerTrailers("t", "1");
      }
      assertTrue(rig.events.contains("down reset"), rig.events.toString());
      assertFalse(rig.events.contains("down trailers 1"), rig.events.toString());
    }
  }

  @Test
  void aTrapWhileAReplyPassesIs503AndNotSilence() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(401, "first"));
      rig.filter("b").on("res-headers", TRAP);
      rig.request(true);
      rig.expect("a req-headers /p end", "b res-headers 401", "down headers 503 end");
    }
  }

  @Test
  void aTrapOfAnOpenFilterWhileAReplyPassesLeavesTheReply() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(401, "first"));
      rig.filter("b", FAIL_OPEN).on("res-headers", TRAP);
      rig.request(true);
      rig.expect(
          "a req-headers /p end",
          "b res-headers 401",
          "a res-headers 401",
          "down headers 401",
          "a res-body first end",
          "down data first end");
    }
  }

  /** As in the answer to a callout: the call is not one of this stream's callbacks. */
  @Test
  void aFailureElsewhereLetsGoWhatAnOpenFilterHeld() {
    try (Rig rig = new Rig()) {
      rig.filter("a", FAIL_OPEN).on("req-headers", PAUSE);
      rig.filter("b");
      rig.request(false);
      rig.data("one", true);
      rig.skip();
      rig.in("a", g -> FilterGuest.fail());
      rig.expect("b req-headers /p", "b req-body one end", "up headers /p", "up data one end");
      rig.answer(true);
      rig.expect("b res-headers 200 end", "down headers 200 end", "up cancel");
    }
  }

  @Test
  void aFailureElsewhereEndsTheStreamOfAClosedFilter() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", PAUSE);
      rig.request(false);
      rig.data("one", true);
      rig.skip();
      rig.in("a", g -> FilterGuest.fail());
      rig.expect("down headers 503 end");
    }
  }

  @Test
  void aFailureElsewhereHurtsNoStreamThatTheFilterHasNoMoreToSayTo() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .without("proxy_on_response_headers")
          .without("proxy_on_response_body")
          .without("proxy_on_response_trailers");
      rig.request(true);
      rig.in("a", g -> FilterGuest.fail());
      rig.skip();
      rig.answer(true);
      rig.expect("down headers 200 end", "up cancel");
    }
  }

  @Test
  void otherStreamsOfTheVmGoByTheirStrategyAndANewVmServesTheNext() {
    try (Rig rig = new Rig()) {
      rig.filter("a", FAIL_CLOSE).on("req-headers", TRAP);
      rig.request(true);
      rig.expect("a req-headers /p end", "down headers 503 end");
      rig.restartFailed();
      rig.down.finished = false;
      rig.request(true);
      rig.expect("a req-headers /p end", "up headers /p end");
    }
  }

  @Test
  void aTrapAtTheEndOfAStreamHurtsNobody() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("log", TRAP);
      rig.filter("b");
      rig.lifecycle = true;
      rig.request(true);
      rig.answer(true);
      assertTrue(rig.events.contains("down headers 200 end"), rig.events.toString());
      assertEquals("b delete", rig.events.getLast());
    }
  }
}

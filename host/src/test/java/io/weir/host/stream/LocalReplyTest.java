package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that plugins send themselves. */
class LocalReplyTest {
  private static HeaderList sent(Rig rig) {
    return Objects.requireNonNull(rig.down.headers);
  }

  @Test
  void goesThroughTheResponseFiltersAndTheirOwnToo() {
    try (Rig rig = new Rig()) {
      rig.lifecycle = true;
      rig.filter("a");
      rig.filter("b").on("req-headers", reply(403, "no"));
      rig.filter("c");
      rig.request(false);
      rig.expect(
          "a create",
          "a req-headers /p",
          "b create",
          "b req-headers /p",
          "c create",
          "c res-headers 403",
          "b res-headers 403",
          "a res-headers 403",
          "down headers 403",
          "c res-body no end",
          "b res-body no end",
          "a res-body no end",
          "down data no end",
          "a log",
          "b log",
          "c log",
          "a done",
          "a delete",
          "b done",
          "b delete",
          "c done",
          "c delete");
    }
  }

  @Test
  void hasLengthAndTypeOfItsBody() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(403, "no"));
      rig.request(true);
      assertEquals("2", sent(rig).get("content-length"));
      assertEquals("text/plain", sent(rig).get("content-type"));
    }
  }

  @Test
  void withoutABodyIsHeadersOnly() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(403, ""));
      rig.request(true);
      rig.expect("a req-headers /p end", "a res-headers 403 end", "down headers 403 end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"req-body", "req-trailers"})
  void inALaterRequestCallbackTakesTheRequestBackFromTheUpstream(String callback) {
    try (Rig rig = new Rig()) {
      rig.filter("a").on(callback, reply(403, "no"));
      rig.request(false);
      rig.skip();
      if (callback.equals("req-body")) {
        rig.data("one", false);
        rig.expect(
            "a req-body one",
            "up cancel",
            "a res-headers 403",
            "down headers 403",
            "a res-body no end",
            "down data no end");
      } else {
        rig.trailers("t", "1");
        assertTrue(rig.events.contains("down data no end"), rig.events.toString());
        assertFalse(rig.events.contains("up trailers 1"), rig.events.toString());
      }
    }
  }

  @Test
  void whileTheHeadersAreInTheFiltersGoesStraightToTheClient() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.filter("b").on("res-headers", reply(502, "bad"));
      rig.request(true);
      rig.skip();
      rig.answer(false, "x-upstream", "1");
      rig.expect("b res-headers 200", "up cancel", "down headers 502", "down data bad end");
      assertNull(sent(rig).get("x-upstream"));
    }
  }

  @Test
  void whileTheHeadersAreHeldGoesStraightToTheClient() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", PAUSE);
      rig.request(true);
      rig.answer(false);
      rig.answerData("held", false);
      rig.skip();
      rig.in("a", g -> g.reply(502, "bad"));
      rig.expect("up cancel", "down headers 502", "down data bad end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onceTheHeadersAreOnTheWireIsAReset(boolean end) {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", reply(502, "bad"));
      rig.request(true);
      rig.answer(false);
      rig.skip();
      rig.answerData("one", end);
      rig.expect("a res-body one" + (end ? " end" : ""), "down reset", "up cancel");
    }
  }

  @Test
  void aSecondOneOfTheSameFilterIsIgnoredAndSoIsWhatItReturned() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on("req-headers", g -> g.reply(401, "first") + 1)
          .on("res-headers", g -> g.reply(500, "second") + 1);
      rig.request(true);
      rig.expect(
          "a req-headers /p end",
          "a res-headers 401",
          "down headers 401",
          "a res-body first end",
          "down data first end");
    }
  }

  @Test
  void theFirstOfTwoInOneCallbackCounts() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", g -> g.reply(401, "first") + g.reply(500, "second"));
      rig.request(true);
      rig.skip();
      assertEquals("401", sent(rig).get(":status"));
    }
  }

  @Test
  void anotherFilterMayAnswerInPlaceOfTheFirst() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(401, "first"));
      rig.filter("b").on("res-headers", reply(500, "second"));
      rig.request(true);
      rig.expect(
          "a req-headers /p end", "b res-headers 401", "down headers 500", "down data second end");
    }
  }

  @Test
  void aFilterMayHoldAReplyAndLetItGo() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", PAUSE);
      rig.filter("b").on("req-headers", reply(403, "no"));
      rig.request(true);
      rig.expect(
          "a req-headers /p end",
          "b req-headers /p end",
          "b res-headers 403",
          "a res-headers 403",
          "b res-body no end");
      rig.resume("a", false);
      rig.expect("down headers 403", "a res-body no end", "down data no end");
    }
  }

  @Test
  void fromOutsideOfACallbackOfAPausedStreamEndsThePause() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", PAUSE);
      rig.request(false);
      rig.data("held", false);
      rig.skip();
      rig.in("a", g -> g.reply(403, "no"));
      rig.expect("a res-headers 403", "down headers 403", "a res-body no end", "down data no end");
    }
  }

  @Test
  void whatThePluginReturnedDoesNotCount() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", g -> g.resume(true) + g.reply(403, "no"));
      rig.filter("b");
      rig.request(true);
      rig.skip();
      assertEquals("403", sent(rig).get(":status"));
      assertNull(rig.up.headers, "nothing reaches the upstream");
    }
  }

  @Test
  void aGrpcRequestIsAnsweredInHeadersAlone() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(401, "no \u00e9 key%"));
      rig.request(true, "content-type", "application/grpc+proto");
      rig.expect("a req-headers /p end", "a res-headers 200 end", "down headers 200 end");
      assertEquals("16", sent(rig).get("grpc-status"));
      assertEquals("no %E9 key%25", sent(rig).get("grpc-message"));
      assertEquals("application/grpc", sent(rig).get("content-type"));
      assertNull(sent(rig).get("content-length"));
    }
  }

  @Test
  void aHeadRequestIsAnsweredWithoutTheBodyButWithItsLength() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", reply(403, "no"));
      rig.request(true, ":method", "HEAD");
      rig.expect("a req-headers /p end", "a res-headers 403 end", "down headers 403 end");
      assertEquals("2", sent(rig).get("content-length"));
    }
  }

  @Test
  void closeStreamIsAReset() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", g -> g.close(true));
      rig.filter("b");
      rig.request(true);
      rig.expect("a req-headers /p end", "down reset");
    }
  }
}

package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.THREE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Bytes that plugins put into a response of their own, behind themselves. */
class InjectTest {
  private static Rig answered(Rig rig, boolean end) {
    rig.request(true);
    rig.skip();
    rig.answer(end);
    return rig;
  }

  @Test
  void goesToTheFiltersBehindThisOneAndNotToItself() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.filter("b");
      rig.filter("c");
      answered(rig, false);
      rig.skip();
      rig.in("b", g -> assertEquals(0, g.inject("new", false)));
      rig.expect("a res-body new", "down data new");
      rig.answerData("own", true);
      rig.expect(
          "c res-body own end",
          "b res-body own end",
          "a res-body own end",
          "down data own end",
          "up cancel");
    }
  }

  @Test
  void goesAheadOfTheChunkWhoseCallbackAskedForIt() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", g -> g.inject("new", false));
      answered(rig, false);
      rig.answerData("own", true);
      rig.expect(
          "a res-headers 200",
          "down headers 200",
          "a res-body own end",
          "down data new",
          "down data own end",
          "up cancel");
    }
  }

  @Test
  void goesAheadOfWhatIsHeldAndLeavesThePause() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", PAUSE, PAUSE);
      answered(rig, false);
      rig.answerData("one", false);
      rig.skip();
      rig.in("a", g -> g.inject("new", false));
      rig.expect("down data new");
      rig.answerData("two", true);
      rig.expect("a res-body onetwo end");
      rig.resume("a", false);
      rig.expect("down data onetwo end");
    }
  }

  @Test
  void letsHeldHeadersGoFirstAndOnceOnly() {
    for (Script.Step held : new Script.Step[] {PAUSE, THREE}) {
      try (Rig rig = new Rig()) {
        rig.filter("a");
        rig.filter("b").on("res-headers", held);
        answered(rig, false);
        rig.answerData("own", true);
        rig.expect("b res-headers 200");
        rig.in("b", g -> g.injectOnHeader("new", false));
        rig.expect("a res-headers 200", "down headers 200", "a res-body new", "down data new");
        rig.resume("b", false);
        rig.expect("b res-body own end", "a res-body own end", "down data own end");
      }
    }
  }

  @Test
  void inTheCallbackThatHoldsTheHeaders() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", g -> g.inject("new", false) + 1);
      answered(rig, true);
      rig.expect("a res-headers 200 end", "down headers 200", "down data new");
      rig.resume("a", false);
      rig.expect("down data  end");
    }
  }

  @Test
  void inAHeadersCallbackThatPassesTheHeadersAreNotTheEnd() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", g -> g.inject("new", false));
      answered(rig, true);
      rig.expect(
          "a res-headers 200 end",
          "down headers 200",
          "down data new",
          "down data  end",
          "up cancel");
    }
  }

  @Test
  void theLastWordEndsTheResponseAndTakesTheUpstreamBack() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.filter("b").on("res-body", PAUSE);
      rig.filter("c");
      answered(rig, false);
      rig.answerData("held", false);
      rig.skip();
      rig.in("b", g -> g.inject("last", true));
      rig.expect("up cancel", "a res-body last end", "down data last end");
    }
  }

  @Test
  void nothingFollowsTheLastWordThatALaterFilterHolds() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", PAUSE);
      rig.filter("b").on("res-body", PAUSE);
      rig.filter("c").on("res-body", PAUSE);
      answered(rig, false);
      rig.answerData("held", false);
      rig.skip();
      rig.in("b", g -> g.inject("last", true));
      rig.expect("up cancel", "a res-body last end");
      rig.resume("c", false);
      rig.in("b", g -> assertEquals(2, g.inject("more", false), "it has ended"));
      rig.expect();
      rig.resume("a", false);
      rig.expect("down data last end");
    }
  }

  @Test
  void theLastWordInABodyCallbackDropsTheChunk() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", g -> g.inject("last", true));
      answered(rig, false);
      rig.skip();
      rig.answerData("own", false);
      rig.expect("a res-body own", "up cancel", "down data last end");
    }
  }

  @Test
  void theLastWordInATrailersCallbackDropsTheTrailers() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-trailers", g -> g.inject("last", true));
      answered(rig, false);
      rig.skip();
      rig.answerTrailers("t", "1");
      rig.expect("a res-trailers 1", "up cancel", "down data last end");
    }
  }

  @Test
  void twoFiltersMayEndTheSameResponse() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", g -> g.inject("of a", true));
      rig.filter("b").on("res-headers", g -> g.inject("of b", true) + 1);
      answered(rig, false);
      rig.expect(
          "b res-headers 200",
          "a res-headers 200",
          "down headers 200",
          "up cancel",
          "down data of a end");
    }
  }

  @Test
  void beforeTheResponseThereIsNothingToPutItInto() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", g -> g.inject("early", false) == 2 ? 0 : 1);
      rig.request(true);
      rig.expect("a req-headers /p end", "up headers /p end");
    }
  }

  @Test
  void whatIsPutInFromAnotherStreamsCallbackCounts() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", PAUSE);
      answered(rig, false);
      rig.answerData("held", true);
      rig.skip();
      rig.in(
          "a",
          g -> {
            g.inject("one ", false);
            g.inject("two ", false);
            g.resume(false);
          });
      rig.expect("down data one ", "down data two ", "down data held end");
    }
  }

  /** Nothing else stops a guest that puts in more and more from its timer. */
  @Test
  void aClientThatTakesNothingBoundsIt() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      answered(rig, false);
      rig.down.writable = false;
      String part = "x".repeat(FilterPath.BUFFER_LIMIT / 4);
      for (int i = 0; i < 4; i++) {
        rig.in("a", g -> assertEquals(0, g.inject(part, false)));
      }
      rig.in("a", g -> assertEquals(10, g.inject(part, false), "no room"));
      rig.down.writable = true;
      rig.in("a", g -> assertEquals(0, g.inject(part, false)));
    }
  }

  @Test
  void aFilterBehindThatHoldsAllBoundsIt() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", g -> 4);
      rig.filter("b");
      answered(rig, false);
      String part = "x".repeat(FilterPath.BUFFER_LIMIT / 4);
      for (int i = 0; i < 4; i++) {
        rig.in("b", g -> assertEquals(0, g.inject(part, false)));
      }
      rig.in("b", g -> assertEquals(10, g.inject(part, false), "no room"));
      rig.resume("a", false);
      rig.in("b", g -> assertEquals(0, g.inject(part, false)));
    }
  }
}

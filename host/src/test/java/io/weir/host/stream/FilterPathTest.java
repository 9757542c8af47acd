package io.weir.host.stream;

import static io.weir.host.stream.Script.CONTINUE;
import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.THREE;
import static io.weir.host.stream.Script.WATERMARK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of pause and resume, in both directions. */
class FilterPathTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNobodyHoldsPassesAtOnce(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.headers(false);
      w.expect("a headers", "b headers", "sink headers");
      w.data("one", false);
      w.expect("a body one", "b body one", "sink data one");
      w.data("two", false);
      w.expect("a body two", "b body two", "sink data two");
      w.trailers();
      w.expect("a trailers 1", "b trailers 1", "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void headersMayBeAll(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.headers(true);
      w.expect("a headers end", "b headers end", "sink headers end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEmptyLastChunkIsTheEnd(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.headers(false);
      w.data("", true);
      w.expect(
          "a headers", "b headers", "sink headers", "a body  end", "b body  end", "sink data  end");
    }
  }

  // ---- headers

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void headersHeldHoldAllAndThisFilterSeesTheBodyOnceWhenItResumes(boolean request) {
    for (Script.Step held : new Script.Step[] {PAUSE, THREE, g -> 4, g -> 9}) {
      try (Way w = new Way(request, "a", "b", "c").on("b", "headers", held)) {
        w.headers(false);
        w.data("one", false);
        w.data("two", true);
        w.expect("a headers", "b headers", "a body one", "a body two end");
        w.resume("b");
        w.expect(
            "c headers",
            "sink headers",
            "b body onetwo end",
            "c body onetwo end",
            "sink data onetwo end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void heldHeadersWithoutABodyGoOnAsTheEnd(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", PAUSE)) {
      w.headers(true);
      w.expect("a headers end");
      w.resume("a");
      w.expect("b headers end", "sink headers end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void heldHeadersHoldTrailersAndThisFilterSeesThemToo(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.trailers();
      w.expect("a headers");
      w.resume("a");
      w.expect(
          "b headers",
          "sink headers",
          "a body one",
          "b body one",
          "sink data one",
          "a trailers 1",
          "b trailers 1",
          "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalFiltersMayHoldTheHeadersOneAfterTheOther(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", PAUSE).on("b", "headers", PAUSE)) {
      w.headers(false);
      w.data("one", true);
      w.resume("a");
      w.expect("a headers", "b headers", "a body one end");
      w.resume("a");
      w.expect();
      w.resume("b");
      w.expect("sink headers", "b body one end", "sink data one end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFilterThatResumesMayPauseAgainOnTheBody(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", PAUSE).on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.resume("a");
      w.expect("a headers", "b headers", "sink headers", "a body one");
      w.data("two", true);
      w.expect("a body onetwo end", "b body onetwo end", "sink data onetwo end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void literalStopIterationHoldsHeadersButNotBodyCallbacks(boolean request) {
    try (Way w =
        new Way(request, "a", "b")
            .abi("0_2_100")
            .on("a", "headers", PAUSE)
            .on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.expect("a headers", "a body one");
      w.data("two", true);
      w.expect(
          "a body onetwo end",
          "b headers",
          "sink headers",
          "b body onetwo end",
          "sink data onetwo end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void literalStopIterationResumesAtTheNextFilter(boolean request) {
    try (Way w =
        new Way(request, "a", "b")
            .abi("0_2_100")
            .on("a", "headers", PAUSE)
            .on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.resume("a");
      w.expect(
          "a headers", "a body one", "b headers", "sink headers", "b body one", "sink data one");
      w.data("two", true);
      w.expect("a body two end", "b body two end", "sink data two end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void literalStopIterationIsResumedByTrailersThatPass(boolean request) {
    try (Way w = new Way(request, "a", "b").abi("0_2_100").on("a", "headers", PAUSE)) {
      w.headers(false);
      w.trailers();
      w.expect(
          "a headers",
          "a trailers 1",
          "b headers",
          "sink headers",
          "b trailers 1",
          "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void literalStopIterationWithoutABodyGoesOnAsTheEnd(boolean request) {
    try (Way w = new Way(request, "a").abi("0_2_100").on("a", "headers", PAUSE)) {
      w.headers(true);
      w.resume("a");
      w.expect("a headers end", "sink headers end");
    }
  }

  // ---- bodies

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeldBodyIsCumulativeAndContinueLetsAllOfItGo(boolean request) {
    for (Script.Step held : new Script.Step[] {PAUSE, WATERMARK}) {
      try (Way w = new Way(request, "a", "b").on("a", "body", held, held, CONTINUE)) {
        w.headers(false);
        w.data("one", false);
        w.data("two", false);
        w.data("three", false);
        w.expect(
            "a headers",
            "b headers",
            "sink headers",
            "a body one",
            "a body onetwo",
            "a body onetwothree",
            "b body onetwothree",
            "sink data onetwothree");
        w.data("four", true);
        w.expect("a body four end", "b body four end", "sink data four end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeldBodyResumesAtTheNextFilterWithoutASecondCall(boolean request) {
    for (Script.Step held : new Script.Step[] {PAUSE, WATERMARK}) {
      try (Way w = new Way(request, "a", "b").on("a", "body", held, held)) {
        w.headers(false);
        w.data("one", false);
        w.data("two", true);
        w.taken();
        w.resume("a");
        w.expect("b body onetwo end", "sink data onetwo end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterAResumeTheBodyBeginsAnew(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", PAUSE, CONTINUE)) {
      w.headers(false);
      w.data("one", false);
      w.resume("a");
      w.data("two", true);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "b body one",
          "sink data one",
          "a body two end",
          "b body two end",
          "sink data two end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChunkThatIsNotBufferedIsGone(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", THREE, CONTINUE)) {
      w.headers(false);
      w.data("one", false);
      w.data("two", true);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "a body two end",
          "b body two end",
          "sink data two end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLastChunkThatIsNotBufferedLeavesTheEndToTheResume(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", THREE)) {
      w.headers(false);
      w.data("one", true);
      w.expect("a headers", "b headers", "sink headers", "a body one end");
      w.resume("a");
      w.expect("b body  end", "sink data  end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void notBufferingLosesNothingThatWasBufferedBefore(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", PAUSE, THREE)) {
      w.headers(false);
      w.data("one", false);
      w.data("two", false);
      w.data("three", true);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "a body onetwo",
          "a body onetwothree end",
          "b body onetwothree end",
          "sink data onetwothree end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalFiltersHoldTheBodyIndependently(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", PAUSE).on("b", "body", PAUSE, PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.resume("a");
      w.data("two", false);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "b body one",
          "a body two",
          "b body onetwo");
      w.resume("b");
      w.expect("sink data onetwo");
      w.data("end", true);
      w.expect("a body end end", "b body end end", "sink data end end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyThatIsReplacedGoesOnAsItIsNow(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.on("a", "body", PAUSE, g -> g.setBody(w.buffer(), "new"));
      w.headers(false);
      w.data("one", false);
      w.data("two", true);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "a body onetwo end",
          "b body new end",
          "sink data new end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyMayBeReplacedByNothing(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.on("a", "body", g -> g.setBody(w.buffer(), ""), g -> g.setBody(w.buffer(), ""));
      w.headers(false);
      w.data("one", false);
      w.data("two", true);
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "b body ",
          "sink data ",
          "a body two end",
          "b body  end",
          "sink data  end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeldBodyCanBeReadAndReplacedBetweenCallbacks(boolean request) {
    try (Way w = new Way(request, "a").on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", true);
      w.rig.in(
          "a",
          g -> {
            assertEquals("one", g.body(w.buffer()));
            assertEquals(0, g.setBody(w.buffer(), "later"));
            g.resume(request);
          });
      w.expect("a headers", "sink headers", "a body one end", "sink data later end");
      assertNoBody(w);
    }
  }

  private static void assertNoBody(Way w) {
    if (w.request) { // the response has ended with its body
      w.rig.in("a", g -> assertEquals("none", g.body(w.buffer())));
    }
  }

  // ---- trailers

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void heldTrailersResumeAtTheNextFilter(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "trailers", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.trailers();
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "b body one",
          "sink data one",
          "a trailers 1");
      w.resume("a");
      w.expect("b trailers 1", "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trailersThatPassLetTheHeldBodyGoBeforeThem(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.trailers();
      w.expect(
          "a headers",
          "b headers",
          "sink headers",
          "a body one",
          "a trailers 1",
          "b body one",
          "sink data one",
          "b trailers 1",
          "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyAndTrailersHeldByOneFilterGoTogether(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "body", PAUSE).on("a", "trailers", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.trailers();
      w.expect("a headers", "b headers", "sink headers", "a body one", "a trailers 1");
      w.resume("a");
      w.expect("b body one", "sink data one", "b trailers 1", "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trailersMayBeAddedWithTheLastChunk(boolean request) {
    try (Way w = new Way(request, "a", "b", "c")) {
      w.on("b", "body", g -> g.add(w.map() + 1, "x", "y") * 10, g -> g.add(w.map() + 1, "x", "y"));
      w.headers(false);
      w.data("one", false);
      w.expect("a headers", "b headers", "c headers", "sink headers", "a body one", "b body one");
      w.data("two", true);
      w.expect(
          "a body two end",
          "b body two end",
          "c body two",
          "sink data two",
          "c trailers 1",
          "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trailersAddedWithAPauseWaitForTheResume(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.on("a", "body", g -> g.add(w.map() + 1, "x", "y") + 1);
      w.headers(false);
      w.data("one", true);
      w.expect("a headers", "b headers", "sink headers", "a body one end");
      w.resume("a");
      w.expect("b body one", "sink data one", "b trailers 1", "sink trailers 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trailersThatHaveGoneOutAreReadOnly(boolean request) {
    try (Way w = new Way(request, "a")) {
      w.headers(false);
      w.trailers();
      w.taken();
      if (request) {
        w.rig.in("a", g -> assertEquals(2, g.add(1, "late", "x")));
      }
      w.rig.in("a", g -> assertEquals(request ? 2 : 2, g.add(w.map(), "late", "x")));
    }
  }

  // ---- continue_stream

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continueOutsideOfAPauseDoesNothing(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.headers(false);
      w.taken();
      w.resume("a");
      w.resume("b");
      w.expect();
      w.data("one", true);
      w.expect("a body one end", "b body one end", "sink data one end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continueFromWithinTheCallbackThatPausesCounts(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", g -> g.resume(request) + 1)) {
      w.headers(true);
      w.expect("a headers end", "b headers end", "sink headers end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continueFromACallbackDoesNotResumeALaterPause(boolean request) {
    try (Way w =
        new Way(request, "a", "b")
            .on("a", "headers", PAUSE)
            .on("b", "headers", g -> g.resume(request))
            .on("b", "body", PAUSE)) {
      w.headers(false);
      w.data("one", false);
      w.resume("a"); // b says continue on headers, which it does not hold, then holds the body
      w.expect("a headers", "b headers", "sink headers", "a body one", "b body one");
      w.data("two", true);
      w.expect("a body two end", "b body onetwo end", "sink data onetwo end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continueOfTheOtherDirectionLeavesThisOneHeld(boolean request) {
    try (Way w = new Way(request, "a").on("a", "body", PAUSE)) {
      w.headers(false);
      w.data("one", true);
      w.taken();
      w.rig.resume("a", !request);
      w.expect();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFilterWithoutABodyCallbackIsPassedBy(boolean request) {
    try (Way w = new Way(request, "a", "b")) {
      w.script("a").without("proxy_on_request_body").without("proxy_on_response_body");
      w.headers(false);
      w.data("one", true);
      w.expect("a headers", "b headers", "sink headers", "b body one end", "sink data one end");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changesToHeldHeadersReachTheSink(boolean request) {
    try (Way w = new Way(request, "a", "b").on("a", "headers", PAUSE)) {
      w.on("b", "headers", g -> g.add(w.map(), "x-b", g.header(w.map(), "x-a")));
      w.headers(true);
      w.rig.in("a", g -> g.add(w.map(), "x-a", "late"));
      w.resume("a");
      HeaderList sent = request ? w.rig.up.headers : w.rig.down.headers;
      assertEquals("late", sent == null ? "" : sent.get("x-b"));
    }
  }
}

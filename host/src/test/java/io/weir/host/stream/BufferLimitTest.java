package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.THREE;
import static io.weir.host.stream.Script.WATERMARK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of bodies that are held: an error past the limit, or back-pressure. */
class BufferLimitTest {
  private static final String HALF = "x".repeat(FilterPath.BUFFER_LIMIT / 2);

  /** Sends until the source is not read any more or an answer is there; at most this often. */
  private static void fill(Way w, int halves) {
    for (int i = 0; i < halves; i++) {
      w.data(HALF, false);
    }
  }

  @Test
  void aRequestBodyThatIsBufferedPastTheLimitIsTooLarge() {
    for (String held : new String[] {"headers", "body"}) {
      try (Way w = new Way(true, "a")) {
        w.on("a", held, held.equals("headers") ? THREE : PAUSE, PAUSE, PAUSE);
        w.headers(false);
        fill(w, 2);
        assertTrue(w.rig.events.stream().noneMatch(e -> e.startsWith("down")), "at the limit");
        int reads = w.reads();
        w.rig.stream().onProgress();
        assertEquals(reads + 1, w.reads(), "read on, so that going past is seen");
        w.data("y", false);
        assertTrue(w.rig.events.contains("down headers 413"), w.rig.events.toString());
      }
    }
  }

  @Test
  void aResponseBodyThatIsBufferedPastTheLimitIsAnError() {
    for (String held : new String[] {"headers", "body"}) {
      try (Way w = new Way(false, "a").abi("0_2_100")) {
        w.on("a", "headers", held.equals("headers") ? THREE : PAUSE);
        w.on("a", "body", PAUSE, PAUSE, PAUSE);
        w.headers(false);
        fill(w, 2);
        assertTrue(w.rig.events.stream().noneMatch(e -> e.startsWith("down")), "at the limit");
        w.data("y", false);
        assertTrue(w.rig.events.contains("down headers 500"), w.rig.events.toString());
      }
    }
  }

  @Test
  void aResponseThatHasBegunIsResetPastTheLimit() {
    try (Way w = new Way(false, "a").on("a", "body", PAUSE, PAUSE, PAUSE)) {
      w.headers(false);
      fill(w, 2);
      w.data("y", false);
      assertTrue(w.rig.events.contains("down reset"), w.rig.events.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withAWatermarkTheSourceIsNotReadUntilTheFilterLetsGo(boolean request) {
    for (String held : new String[] {"headers", "body"}) {
      try (Way w = new Way(request, "a")) {
        w.on("a", held, held.equals("headers") ? PAUSE : WATERMARK, WATERMARK, WATERMARK);
        w.headers(false);
        fill(w, 1);
        int reads = w.reads();
        w.rig.stream().onProgress();
        assertEquals(reads + 1, w.reads(), "below the mark");
        fill(w, 2);
        reads = w.reads();
        w.rig.stream().onProgress();
        assertEquals(reads, w.reads(), "above it");
        w.taken();
        w.resume("a");
        assertTrue(w.taken().contains("sink data (" + 3 * HALF.length() + ")"));
        assertTrue(w.reads() > reads, "and below it again");
      }
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsTheUpstreamBack() {
    try (Way w = new Way(false, "a")) {
      w.headers(false);
      int reads = w.reads();
      w.rig.down.writable = false;
      w.data("one", false);
      w.rig.stream().onProgress();
      assertEquals(reads, w.reads());
      w.rig.down.writable = true;
      w.rig.stream().onProgress();
      assertEquals(reads + 1, w.reads());
    }
  }

  @Test
  void anUpstreamThatDoesNotReadHoldsTheClientBack() {
    try (Way w = new Way(true, "a")) {
      w.headers(false);
      int reads = w.reads();
      w.rig.up.writable = false;
      w.data("one", false);
      w.rig.stream().onProgress();
      assertEquals(reads, w.reads());
      w.rig.up.writable = true;
      w.rig.stream().onProgress();
      assertEquals(reads + 1, w.reads());
    }
  }

  /** A guest may make a body longer than it may hold, but not as long as it likes. */
  @Test
  void whatAGuestMakesOfABodyIsBounded() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "req-body",
              g -> {
                assertEquals(0, g.append(0, HALF, 31));
                assertEquals(10, g.append(0, HALF, 1), "INTERNAL_FAILURE");
                assertEquals(0, g.setBody(0, "short"));
                assertEquals(0, g.setProperty("set_decoder_buffer_limit", "100"));
                assertEquals(10, g.append(0, HALF, 1), "for its own limit is less");
                return 0;
              });
      rig.request(false);
      rig.skip();
      rig.data("one", true);
      rig.expect("a req-body one end", "up data short end");
    }
  }
}

package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static io.weir.host.stream.Script.TRAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.UpstreamListener;
import org.junit.jupiter.api.Test;

/** A stream's life beside its filters: ends, defects, and what plugins make of its headers. */
class StreamTest {
  @Test
  void filtersThatTheRequestNeverReachedAreToldAtTheEnd() {
    try (Rig rig = new Rig()) {
      rig.lifecycle = true;
      rig.filter("a").on("req-headers", PAUSE);
      rig.filter("b");
      rig.request(false);
      rig.reset();
      rig.expect(
          "a create",
          "a req-headers /p",
          "a log",
          "b create",
          "b log",
          "a done",
          "a delete",
          "b done",
          "b delete");
    }
  }

  @Test
  void theHeadersAndTrailersOfBothSidesCanBeReadInTheLog() {
    String[] seen = new String[5];
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "log",
              g -> {
                seen[0] = g.header(0, ":path");
                seen[1] = g.header(1, "t");
                seen[2] = g.header(2, ":status");
                seen[3] = g.header(3, "u");
                seen[4] = g.header(0, "none");
                return 0;
              });
      rig.request(false);
      rig.trailers("t", "1");
      rig.answer(false);
      rig.answerTrailers("u", "2");
    }
    assertEquals("/p 1 200 2 none", String.join(" ", seen));
  }

  @Test
  void aClientThatGoesAwayTakesTheRequestBack() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-body", PAUSE);
      rig.request(false);
      rig.data("held", false);
      rig.skip();
      rig.reset();
      rig.expect("up cancel");
    }
  }

  @Test
  void anAnswerThatComesTooLateIsDropped() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.request(true);
      UpstreamListener late = rig.up.listener();
      rig.reset();
      late.onUpstreamData(rig.buffer("late"), true);
      rig.data("late", true);
    }
  }

  @Test
  void aBodyThatArrivesWhileThePluginStartsAnewIsKeptForIt() {
    try (Rig rig = parked()) {
      rig.data("one", true);
      rig.expect();
      rig.restartFailed();
      rig.expect("a req-headers /p", "a req-body one end", "up headers /p", "up data one end");
    }
  }

  @Test
  void aClientThatGoesAwayWhileThePluginStartsAnewLeavesNothing() {
    try (Rig rig = parked()) {
      rig.data("one", true);
      rig.reset();
      rig.restartFailed();
      rig.expect();
    }
  }

  /** A second request, which waits for the VM that the first one broke. */
  private static Rig parked() {
    Rig rig = new Rig();
    rig.filter("a").on("req-headers", TRAP);
    rig.request(true);
    rig.skip();
    rig.down.finished = false;
    rig.request(false);
    return rig;
  }

  @Test
  void aStatusThatIsNoNumberIsNoProperty() {
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "res-headers",
              g -> {
                int ok = g.replace(2, ":status", "odd") + g.property("response\0code");
                g.replace(2, ":status", "201");
                return ok == 1 ? g.property("response\0code") : 1;
              });
      rig.request(true);
      rig.answer(true);
      assertTrue(rig.events.contains("down headers 201 end"), rig.events.toString());
    }
  }

  @Test
  void aConnectionThatFailsIsTriedOnceMoreAlsoWhenABodyWaitsForIt() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("req-headers", PAUSE);
      rig.request(false);
      rig.data("one", true);
      rig.names.failNext(1);
      rig.resume("a", true);
      rig.expect("a req-headers /p", "a req-body one end", "up headers /p", "up data one end");
    }
  }

  @Test
  void aConnectionThatFailsTwiceIs503() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.names.failNext(2);
      rig.request(false);
      assertTrue(rig.events.contains("down headers 503"), rig.events.toString());
    }
  }

  @Test
  void aDefectEndsTheStreamAndLetsItsPluginsGo() {
    try (Rig rig = new Rig()) {
      rig.filter("a");
      rig.request(true);
      rig.down.broken = new IllegalStateException("on purpose");
      rig.answer(true);
      assertTrue(rig.events.contains("down reset"), rig.events.toString());
      assertTrue(rig.down.finished);
    }
  }
}

package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a stream does with the connection of its upstream, and when it leaves it alone. */
class UpstreamLegTest {
  /**
   * The pool has given it to another stream meanwhile, which a late cancel would cost its answer.
   */
  @Test
  void aConnectionIsLeftAloneOnceRequestAndResponseAreComplete() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", PAUSE);
      rig.request(true);
      rig.answer(true);
      rig.expect("a req-headers /p end", "up headers /p end", "a res-headers 200 end");
      int reads = rig.up.reads;
      rig.resume("a", false);
      rig.expect("down headers 200 end");
      assertEquals(reads, rig.up.reads, "what comes there is not this stream's");
    }
  }

  @Test
  void alsoWhenTheClientGoesAwayMeanwhile() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-body", PAUSE);
      rig.request(true);
      rig.answer(false);
      rig.answerData("all", true);
      rig.skip();
      rig.reset();
      rig.expect();
    }
  }

  @Test
  void alsoWhenTheRequestEndsAfterItsResponse() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", PAUSE);
      rig.request(false);
      rig.answer(true);
      rig.data("late", true);
      rig.skip();
      rig.resume("a", false);
      rig.expect("down headers 200 end");
    }
  }

  @Test
  void aRequestThatIsNotCompleteIsTakenBack() {
    try (Rig rig = new Rig()) {
      rig.filter("a").on("res-headers", PAUSE);
      rig.request(false);
      rig.answer(true);
      rig.skip();
      rig.resume("a", false);
      rig.expect("down headers 200 end", "up cancel");
    }
  }

  /** Trailers without a body have gone out as well, and are not at hand any more. */
  @Test
  void aRequestWhoseTrailersAreSentIsNotSentAgain() {
    try (Rig rig = new Rig()) {
      rig.request(false);
      rig.trailers("t", "1");
      rig.up.unprocessed = true;
      rig.skip();
      GatewayException.Source upstream = GatewayException.Source.UPSTREAM;
      rig.up.listener().onUpstreamFailure(new GatewayException(upstream, 503, true, "lost"));
      rig.run();
      assertEquals("503", Objects.requireNonNull(rig.down.headers).get(":status"));
    }
  }
}

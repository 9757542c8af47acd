package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(0);

  @Test
  void waitsForAHeadForSeventyFiveSeconds() {
    assertFalse(pace.headIsLate(seconds(75)));
    assertTrue(pace.headIsLate(seconds(76)));
    pace.restart(seconds(76));
    assertFalse(pace.headIsLate(seconds(150)));
  }

  @Test
  void anAnswerOfWhichEnoughIsTakenMayLastForHours() {
    for (int minute = 1; minute < 600; minute++) {
      assertFalse(pace.answerIsStuck(seconds(60L * minute), minute * (60L << 10)));
    }
  }

  @Test
  void anAnswerThatTricklesIsStuck() {
    assertFalse(pace.answerIsStuck(seconds(60), 60_000));
    assertTrue(pace.answerIsStuck(seconds(61), 61_000));
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}

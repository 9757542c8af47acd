package io.weir.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private long now = 5;
  private final FailureLog log = new FailureLog(() -> now);

  @Test
  void soManyLinesInASecondAndTheRestIsTold() {
    for (int i = 0; i < FailureLog.LINES_PER_SECOND; i++) {
      assertEquals("", log.admit());
    }
    for (int i = 0; i < 300; i++) {
      assertNull(log.admit());
    }
    now += TimeUnit.SECONDS.toNanos(1) - 1;
    assertNull(log.admit());
    now++;
    assertEquals(" (301 more like it were not logged)", log.admit());
    assertEquals("", log.admit());
  }
}

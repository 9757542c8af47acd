package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void saysTheFirstAndThenOneInTenSeconds() {
    Complaints complaints = new Complaints();
    long now = -5;
    assertTrue(complaints.say("no connection", now));
    for (int i = 1; i < 10; i++) {
      assertFalse(complaints.say("no connection", now + TimeUnit.SECONDS.toNanos(i)));
    }
    assertTrue(complaints.say("no connection", now + TimeUnit.SECONDS.toNanos(10)));
    assertFalse(complaints.say("no connection", now + TimeUnit.SECONDS.toNanos(11)));
  }
}

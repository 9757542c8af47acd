package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final Deadlines deadlines = new Deadlines(clock.eventLoop());
  private final List<String> heard = new ArrayList<>();

  private final class Named extends Deadline {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void expired() {
      assertFalse(isArmed());
      heard.add(name);
      if (name.equals("again")) {
        deadlines.arm(this, 100);
      }
      if (name.equals("fails")) {
        throw new IllegalStateException("as the test has it");
      }
    }
  }

  @BeforeEach
  void freeze() {
    clock.freezeTime();
  }

  @AfterEach
  void close() {
    clock.finishAndReleaseAll();
  }

  private Named arm(String name, long nanos) {
    Named made = new Named(name);
    deadlines.arm(made, nanos);
    return made;
  }

  private void advance(long nanos) {
    clock.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    clock.runScheduledPendingTasks();
  }

  @Test
  void eachIsDueInItsTimeAndNotBefore() {
    arm("a", 100);
    advance(60);
    arm("b", 100);
    arm("short", 10);
    advance(39);
    assertEquals(List.of("short"), heard);
    advance(1);
    assertEquals(List.of("short", "a"), heard);
    advance(59);
    assertEquals(List.of("short", "a"), heard);
    advance(1);
    assertEquals(List.of("short", "a", "b"), heard);
  }

  @Test
  void whatIsDisarmedDoesNotHappenWhereverItStands() {
    Named first = arm("first", 100);
    Named middle = arm("middle", 100);
    arm("kept", 100);
    Named last = arm("last", 100);
    middle.disarm();
    last.disarm();
    first.disarm();
    first.disarm();
    assertFalse(first.isArmed());
    arm("new", 100);
    advance(100);
    assertEquals(List.of("kept", "new"), heard);
  }

  @Test
  void armedAnewItHappensOnceAtTheLaterTime() {
    Named one = arm("one", 100);
    advance(50);
    deadlines.arm(one, 100);
    advance(99);
    assertEquals(List.of(), heard);
    assertTrue(one.isArmed());
    advance(1);
    assertEquals(List.of("one"), heard);
  }

  @Test
  void oneThatArmsItselfRunsOnceEachTime() {
    Named again = arm("again", 100);
    advance(100);
    advance(99);
    assertEquals(List.of("again"), heard);
    advance(1);
    assertEquals(List.of("again", "again"), heard);
    again.disarm();
  }

  @Test
  void oneThatFailsDoesNotStopTheOthers() {
    arm("fails", 100);
    arm("next", 100);
    advance(100);
    advance(0);
    clock.runScheduledPendingTasks();
    assertEquals(List.of("fails", "next"), heard);
  }

  @Test
  void lengthsThatNobodyUsesAreForgotten() {
    for (int i = 1; i <= 10_000; i++) {
      arm("x", i).disarm();
      advance(i);
    }
    assertTrue(deadlines.lengths() <= 65, "lengths: " + deadlines.lengths());
  }
}

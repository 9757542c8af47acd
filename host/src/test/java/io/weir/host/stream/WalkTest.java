package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkTest {
  private final List<Throwable> defects = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Walk walk =
      new Walk(
          new Walk.Owner() {
            @Override
            public void defect(Throwable thrown) {
              defects.add(thrown);
            }

            @Override
            public void walked() {
              heard.add("done");
            }
          });

  @Test
  void anExhaustedStackIsADefectOfItsEventAndNoMore() {
    walk.run(
        () -> {
          walk.later(() -> heard.add("later"));
          endless(0);
        });
    assertInstanceOf(StackOverflowError.class, defects.getFirst());
    assertEquals(List.of("later", "done"), heard);
  }

  @Test
  void anArrivalIsAnEventLikeOthers() {
    walk.run(WalkTest::arrive, this, "headers", true);
    walk.run(WalkTest::arrive, this, "", false);
    assertEquals(List.of("headers", "later", "done", "done"), heard);
    assertInstanceOf(IllegalStateException.class, defects.getFirst());
  }

  private static void arrive(WalkTest target, String what, boolean end) {
    if (!end) {
      throw new IllegalStateException("as the test has it");
    }
    target.walk.later(() -> target.heard.add("later"));
    target.heard.add(what);
  }

  /** Else the walk would be under way for ever, and its stream with it. */
  @Test
  void aCheckedExceptionThatNobodyDeclaresIsADefectOfItsEvent() {
    walk.run(() -> WalkTest.<RuntimeException>sneak(new Exception("as Netty does")));
    walk.run(
        (target, argument, end) -> WalkTest.<RuntimeException>sneak(argument),
        this,
        new Exception("likewise"),
        true);
    assertEquals(2, defects.size());
    assertEquals(List.of("done", "done"), heard);
    assertFalse(walk.isUnderWay());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneak(Throwable checked) throws E {
    throw (E) checked;
  }

  @SuppressWarnings("InfiniteRecursion") // the point of it
  private static int endless(int n) {
    return endless(n + 1) + 1;
  }
}

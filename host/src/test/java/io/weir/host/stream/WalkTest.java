package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  @SuppressWarnings("InfiniteRecursion") // the point of it
  private static int endless(int n) {
    return endless(n + 1) + 1;
  }
}

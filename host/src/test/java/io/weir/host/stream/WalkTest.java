package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkTest {
  private final List<Throwable> defects = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Walk walk = new Walk(defects::add, () -> heard.add("done"));

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

  @SuppressWarnings("InfiniteRecursion") // the point of it
  private static int endless(int n) {
    return endless(n + 1) + 1;
  }
}

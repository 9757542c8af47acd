package io.weir.bench.torture.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapPlanTest {

  private static final SwapPlan PLAN = SwapPlan.of(EnumSet.allOf(Lang.class), 200, 3);

  @Test
  void sameSeedSamePlan() {
    assertEquals(PLAN, SwapPlan.of(EnumSet.allOf(Lang.class), 200, 3));
    assertNotEquals(PLAN, SwapPlan.of(EnumSet.allOf(Lang.class), 200, 4));
  }

  @Test
  void everySwapChangesEveryVersionAndKey() {
    List<SwapStep> steps = PLAN.steps();
    assertEquals(200, PLAN.swaps());
    for (int n = 1; n < steps.size(); n++) {
      assertNotEquals(steps.get(n - 1).version(), steps.get(n).version(), "step " + n);
      for (Lang lang : Lang.values()) {
        assertNotEquals(key(steps.get(n - 1), lang), key(steps.get(n), lang), lang + " step " + n);
      }
    }
  }

  @Test
  void someStepsReturn() {
    assertEquals(PLAN.steps().get(5), PLAN.steps().get(7));
  }

  private static int key(SwapStep step, Lang lang) {
    Stamp stamp = step.stamps().stamps().get(lang);
    return stamp == null ? 0 : lang.keyOf(stamp.hash());
  }
}

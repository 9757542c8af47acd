package io.weir.bench.torture.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Every state that the route's plugins will go through, fixed by a seed. Step 0 is the first
 * configuration, step {@code n} the one after swap {@code n}.
 *
 * <p>All keys differ from those of the step before, so that a byte of the neighbouring generation
 * never passes for a right one. Some steps return to the state before the last, which may be
 * draining still.
 */
public record SwapPlan(Set<Lang> langs, List<SwapStep> steps) {

  /** Each step whose number divides by it returns to an earlier state. */
  private static final int RETURN_EVERY = 7;

  public SwapPlan {
    langs = Set.copyOf(langs);
    steps = List.copyOf(steps);
  }

  /** Plans {@code swaps} swaps of the plugins in {@code langs}. */
  public static SwapPlan of(Set<Lang> langs, int swaps, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SwapStep> steps = new ArrayList<>(swaps + 1);
    for (int n = 0; n <= swaps; n++) {
      steps.add(n > 0 && n % RETURN_EVERY == 0 ? steps.get(n - 2) : fresh(langs, steps, random));
    }
    return new SwapPlan(langs, steps);
  }

  /** How many swaps there are: one less than there are steps. */
  public int swaps() {
    return steps.size() - 1;
  }

  private static SwapStep fresh(Set<Lang> langs, List<SwapStep> before, SplittableRandom random) {
    int n = before.size();
    String version = n > 0 && before.get(n - 1).version().equals("1") ? "2" : "1";
    while (true) {
      String label = n + "-" + Long.toString(random.nextLong(1L << 40), 36);
      SwapStep step = new SwapStep(version, label, stamps(langs, version, label));
      if (n == 0 || allKeysDiffer(step.stamps(), before.get(n - 1).stamps())) {
        return step;
      }
    }
  }

  private static StampSet stamps(Set<Lang> langs, String version, String label) {
    Map<Lang, Stamp> all = new EnumMap<>(Lang.class);
    for (Lang lang : langs) {
      byte[] configuration = SwapStep.configuration(lang, label).getBytes(UTF_8);
      all.put(lang, Stamp.of(version, configuration));
    }
    return new StampSet(all);
  }

  private static boolean allKeysDiffer(StampSet a, StampSet b) {
    return a.stamps().entrySet().stream().allMatch(e -> differs(e.getKey(), e.getValue(), b));
  }

  private static boolean differs(Lang lang, Stamp stamp, StampSet other) {
    Stamp that = other.stamps().get(lang);
    return that == null || lang.keyOf(stamp.hash()) != lang.keyOf(that.hash());
  }
}

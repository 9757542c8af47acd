package io.weir.host.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known word nearest to a mistyped one. */
final class Suggestions {
  /** A longer word is no slip of the finger. */
  private static final int MAX_LENGTH = 64;

  private Suggestions() {}

  /** The remedy for an unknown {@code word}: the likely one, or else all that are known. */
  static String remedy(String word, Collection<String> known) {
    String closest = closest(word, known);
    if (closest != null) {
      return "did you mean " + closest + "?";
    }
    return known.isEmpty() ? "remove it" : "use one of: " + String.join(", ", known);
  }

  /** The known word within a third of the letters of {@code word}, or null. */
  static @Nullable String closest(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return null;
    }
    String typed = word.toLowerCase(Locale.ROOT);
    int best = Math.max(1, typed.length() / 3) + 1;
    String found = null;
    for (String candidate : known) {
      if (Math.abs(typed.length() - candidate.length()) >= best) {
        continue; // as far away at least
      }
      int distance = distance(typed, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return found;
  }

  /** Optimal string alignment: insert, delete, substitute, swap two neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}

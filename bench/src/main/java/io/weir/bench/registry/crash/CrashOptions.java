package io.weir.bench.registry.crash;

import java.util.List;

/**
 * What a run does.
 *
 * @param operations the most that are acknowledged between two kills
 * @param workers clients at once
 * @param seed decides content, order and moments, as far as threads allow
 * @param flags further ones of {@code weir registry}
 */
record CrashOptions(
    int kills, int operations, int workers, long seed, Sabotage.Kind sabotage, List<String> flags) {
  static final int KILLS = 200;
  static final int OPERATIONS = 500;
  static final int SHORT_KILLS = 4;
  static final int SHORT_OPERATIONS = 250;
  static final int WORKERS = 8;
}

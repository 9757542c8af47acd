package io.weir.bench.registry.crash;

import java.util.List;

/**
 * What a run does.
 *
 * @param workers clients at once
 * @param seed decides content, order and moments, as far as threads allow
 * @param flags further ones of {@code weir registry}
 */
record CrashOptions(int kills, int workers, long seed, Sabotage.Kind sabotage, List<String> flags) {
  static final int SHORT_KILLS = 6;
  static final int WORKERS = 8;
}

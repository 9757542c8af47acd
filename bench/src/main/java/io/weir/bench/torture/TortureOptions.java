package io.weir.bench.torture;

import io.weir.bench.torture.client.Load;
import io.weir.bench.torture.gateway.PluginModules;
import io.weir.bench.torture.stamp.Lang;
import java.time.Duration;
import java.util.Set;

/**
 * One run.
 *
 * @param langs the languages of the chain
 * @param swaps how often the route's plugins change
 * @param pauseMillis between the answer to one swap and the next
 * @param direct no gateway and no swap: clients and origin alone
 * @param limit the longest that the run may take before it is ended and failed
 */
record TortureOptions(
    Load load,
    PluginModules modules,
    GatewayOptions gateway,
    Set<Lang> langs,
    int swaps,
    long pauseMillis,
    long seed,
    boolean direct,
    Sabotage sabotage,
    Duration limit) {

  /** The size that "done" means. */
  static final Load FULL = new Load(100, 50, 20, 20, 64, 10 << 20, 4 << 20, 1 << 20, 40);

  /** The size for the test suite. */
  static final Load SHORT = new Load(20, 10, 4, 4, 8, 1 << 20, 512 << 10, 384 << 10, 20);

  static final int FULL_SWAPS = 200;
  static final int SHORT_SWAPS = 20;
  static final Duration FULL_LIMIT = Duration.ofMinutes(30);
  static final Duration SHORT_LIMIT = Duration.ofMinutes(4);
  static final long DEFAULT_PAUSE_MILLIS = 50;
  static final long DEFAULT_SEED = 20251;

  TortureOptions {
    langs = Set.copyOf(langs);
  }

  /** The languages whose plugins are in the chain: none without a gateway. */
  Set<Lang> chain() {
    return direct ? Set.of() : langs;
  }
}

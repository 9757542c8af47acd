package io.weir.bench.torture;

import io.weir.bench.torture.gateway.SwapSabotage;
import io.weir.bench.torture.payload.Fault;
import java.util.List;

/**
 * What is broken on purpose in a run that must fail.
 *
 * @param swap on the swapper's side
 * @param origin on the origin's side
 * @param gateway the gateway's own system property {@code weir.test.sabotage}, or empty
 */
record Sabotage(SwapSabotage swap, Fault origin, String gateway) {

  static final Sabotage NONE = new Sabotage(SwapSabotage.NONE, Fault.NONE, "");

  private static final String GATEWAY = "gateway:";

  /**
   * @throws IllegalArgumentException for a mode that does not exist
   */
  static Sabotage parse(String mode) {
    return switch (mode) {
      case "none" -> NONE;
      case "mixed" -> new Sabotage(SwapSabotage.MIXED, Fault.NONE, "");
      case "early" -> new Sabotage(SwapSabotage.EARLY, Fault.NONE, "");
      case "drop" -> new Sabotage(SwapSabotage.NONE, Fault.DROP, "");
      case "duplicate" -> new Sabotage(SwapSabotage.NONE, Fault.DUPLICATE, "");
      default -> gateway(mode);
    };
  }

  /** The flags that the gateway's Java machine gets for it. */
  List<String> jvmFlags() {
    return gateway.isEmpty() ? List.of() : List.of("-Dweir.test.sabotage=" + gateway);
  }

  private static Sabotage gateway(String mode) {
    if (!mode.startsWith(GATEWAY) || mode.length() == GATEWAY.length()) {
      throw new IllegalArgumentException(
          "sabotage: %s (expected: mixed, early, drop, duplicate or gateway:NAME)".formatted(mode));
    }
    return new Sabotage(SwapSabotage.NONE, Fault.NONE, mode.substring(GATEWAY.length()));
  }
}

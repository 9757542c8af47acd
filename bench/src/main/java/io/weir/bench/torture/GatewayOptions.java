package io.weir.bench.torture;

import io.weir.bench.torture.gateway.GatewayProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the gateway is started and left.
 *
 * @param main its main class
 * @param jvm more flags for its Java machine
 * @param arguments more arguments for its command {@code run}
 * @param scratch where its folder is made; kept when a check fails
 * @param drainLimit the longest that replaced generations may stay after the last stream
 */
record GatewayOptions(
    String main,
    int workers,
    List<String> jvm,
    List<String> arguments,
    Path scratch,
    Duration drainLimit) {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  GatewayOptions {
    jvm = List.copyOf(jvm);
    arguments = List.copyOf(arguments);
  }

  /** The real gateway, its folder among the system's temporary ones. */
  static GatewayOptions real(int workers, List<String> jvm, List<String> arguments) {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    return new GatewayOptions(GatewayProcess.MAIN, workers, jvm, arguments, scratch, DRAIN_LIMIT);
  }
}

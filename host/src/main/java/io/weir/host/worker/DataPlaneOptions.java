package io.weir.host.worker;

import java.time.Duration;
import java.util.List;

/**
 * How a data plane is set up for the life of its process.
 *
 * @param workers how many event loops
 * @param cpus the processors that workers are bound to, in turn; empty for wherever the system puts
 *     them
 * @param drainDelay how long a gateway that stops takes new connections still, while it says that
 *     it is not ready: the time that load balancers need to notice
 * @param drain how long streams under way may go on after that
 */
public record DataPlaneOptions(
    int workers, List<Integer> cpus, Duration drainDelay, Duration drain) {
  /** As a gateway has it that says nothing: no processor is reserved, ten seconds to drain. */
  public static DataPlaneOptions of(int workers) {
    return new DataPlaneOptions(workers, List.of(), Duration.ZERO, Duration.ofSeconds(10));
  }
}

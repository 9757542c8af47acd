package io.weir.host.route;

import io.weir.host.config.RouteFilter.Abort;
import io.weir.host.config.RouteFilter.Delay;
import io.weir.host.config.RouteFilter.FaultInjection;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Faults on purpose: a delay, then an abort, each for its own share of the requests. */
public final class FaultPolicy {
  private static final int UNAVAILABLE = 503;

  private final long delayNanos;
  private final Chance delayed;
  private final @Nullable Fault abort;
  private final Chance aborted;

  /**
   * What an aborted request is answered with.
   *
   * @param grpcStatus for a gRPC request, or -1 for what {@code status} stands for
   */
  public record Fault(int status, int grpcStatus) {}

  FaultPolicy(FaultInjection faults) {
    Delay delay = faults.delay();
    delayNanos = delay == null ? 0 : delay.fixedDelay().toNanos();
    delayed = Chance.ofPercent(delay == null ? 0 : delay.percentage());
    Abort configured = faults.abort();
    abort = configured == null ? null : fault(configured);
    aborted = Chance.ofPercent(configured == null ? 0 : configured.percentage());
  }

  private static Fault fault(Abort abort) {
    Integer http = abort.httpStatus();
    Integer grpc = abort.grpcStatus();
    return new Fault(http == null ? UNAVAILABLE : http, grpc == null ? -1 : grpc);
  }

  /** How long this request waits, in nanoseconds; 0 for most. */
  public long drawDelay(RandomGenerator random) {
    return delayed.holds(random) ? delayNanos : 0;
  }

  /** Null when this request goes on. */
  public @Nullable Fault drawAbort(RandomGenerator random) {
    return aborted.holds(random) ? abort : null;
  }
}

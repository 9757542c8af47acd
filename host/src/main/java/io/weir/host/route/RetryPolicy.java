package io.weir.host.route;

import io.weir.host.config.RetrySettings;
import io.weir.host.config.RetrySettings.Trigger;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/** Which tries are no success, how often they are repeated, and how long is waited. Immutable. */
public final class RetryPolicy {
  private static final int CONFLICT = 409;

  private final int attempts;
  private final BitSet codes = new BitSet();
  private final BitSet grpcCodes = new BitSet();
  private final Set<Trigger> on = EnumSet.noneOf(Trigger.class);
  private final long baseNanos;
  private final long maxNanos;
  private final int bufferBytes;
  private final RetrySettings.Budget budget;
  private final boolean attemptCountHeader;

  RetryPolicy(RetrySettings settings) {
    attempts = settings.attempts();
    settings.codes().forEach(codes::set);
    on.addAll(settings.on());
    compile();
    baseNanos = settings.backoff().toNanos();
    maxNanos = settings.maxBackoff().toNanos();
    bufferBytes = settings.bufferBytes();
    budget = settings.budget();
    attemptCountHeader = settings.attemptCountHeader();
  }

  private void compile() {
    for (Trigger trigger : on) {
      switch (trigger) {
        case SERVER_ERROR -> codes.set(500, 600);
        case GATEWAY_ERROR -> codes.set(502, 505);
        case RETRIABLE_4XX -> codes.set(CONFLICT);
        default -> {
          if (trigger.grpcStatus() >= 0) {
            grpcCodes.set(trigger.grpcStatus());
          }
        }
      }
    }
  }

  /** How many times a request is sent again, at most. */
  public int attempts() {
    return attempts;
  }

  /** The longest body that is kept, in bytes. */
  public int bufferBytes() {
    return bufferBytes;
  }

  public boolean attemptCountHeader() {
    return attemptCountHeader;
  }

  /** Whether a response with this status is repeated. */
  public boolean retriesStatus(int status) {
    return codes.get(status);
  }

  /** Whether some {@code grpc-status} in the headers of a response is a reason. */
  public boolean looksAtGrpc() {
    return !grpcCodes.isEmpty();
  }

  /** Whether a response of gRPC with this status, and no message, is repeated. */
  public boolean retriesGrpcStatus(int status) {
    return grpcCodes.get(status);
  }

  /** Whether a connection that did not come about is a reason. */
  public boolean retriesConnectFailure() {
    return on.contains(Trigger.CONNECT_FAILURE) || retriesReset();
  }

  /** Whether a request that the upstream says it has not begun with is sent again. */
  public boolean retriesRefused() {
    return on.contains(Trigger.REFUSED_STREAM) || retriesReset();
  }

  /** Whether a try without an answer is repeated: it was lost, or took too long. */
  public boolean retriesReset() {
    return on.contains(Trigger.RESET)
        || on.contains(Trigger.SERVER_ERROR)
        || on.contains(Trigger.GATEWAY_ERROR);
  }

  /**
   * How long to wait before a retry: a random part of a time that doubles with each.
   *
   * @param retry from 1
   * @param random at least 0 and less than 1
   * @return nanoseconds
   */
  public long backoffNanos(int retry, double random) {
    int doublings = Math.min(retry - 1, 30);
    long ceiling = baseNanos > maxNanos >> doublings ? maxNanos : baseNanos << doublings;
    return (long) (Math.min(ceiling, maxNanos) * random);
  }

  /**
   * How many retries a worker may have under way to one upstream.
   *
   * @param requests that it has under way there
   */
  public int allowedRetries(int requests) {
    long part = (long) requests * budget.percent() / 100;
    return (int) Math.max(part, budget.minConcurrent());
  }
}

package io.weir.host.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and how a request is sent again, as Gateway API's {@code HTTPRouteRetry} and the triggers of
 * Envoy Gateway's {@code retryOn}.
 *
 * @param attempts how many times more, at most (default 2)
 * @param codes statuses that are no success
 * @param backoff before the first retry; it doubles with each, and what is waited is drawn at
 *     random between zero and that (default 25 ms)
 * @param maxBackoff the most it grows to (default: ten times {@code backoff})
 * @param on what else is no success (default: {@code connect-failure}, {@code refused-stream} and
 *     {@code reset})
 * @param bufferBytes a longer request body is not kept, and not sent again (default 64 KiB)
 * @param attemptCountHeader whether the upstream is told the number of the try in {@code
 *     x-envoy-attempt-count}
 */
public record RetrySettings(
    int attempts,
    List<Integer> codes,
    Duration backoff,
    Duration maxBackoff,
    List<Trigger> on,
    int bufferBytes,
    Budget budget,
    boolean attemptCountHeader) {

  /**
   * The most retries that a worker may have under way to one upstream: so many percent of its
   * requests to it, or {@code minConcurrent} where that is more.
   */
  public record Budget(int percent, int minConcurrent) {}

  /** What is no success, beside the codes. */
  public enum Trigger {
    /** Any 5xx, and an upstream that did not answer. */
    SERVER_ERROR("5xx", -1),
    /** 502, 503 and 504, and an upstream that did not answer. */
    GATEWAY_ERROR("gateway-error", -1),
    /** No headers of an answer: the connection was lost, or the try took too long. */
    RESET("reset", -1),
    /** No connection. */
    CONNECT_FAILURE("connect-failure", -1),
    /** The upstream says that it has not begun (RFC 9113 section 8.7). */
    REFUSED_STREAM("refused-stream", -1),
    /** 409. */
    RETRIABLE_4XX("retriable-4xx", -1),
    CANCELLED("cancelled", 1),
    DEADLINE_EXCEEDED("deadline-exceeded", 4),
    RESOURCE_EXHAUSTED("resource-exhausted", 8),
    INTERNAL("internal", 13),
    UNAVAILABLE("unavailable", 14);

    private final String text;
    private final int grpcStatus;

    Trigger(String text, int grpcStatus) {
      this.text = text;
      this.grpcStatus = grpcStatus;
    }

    /** As the configuration has it. */
    public String text() {
      return text;
    }

    /** The {@code grpc-status} that it stands for, or -1. */
    public int grpcStatus() {
      return grpcStatus;
    }

    /** Null for a name that is none. */
    static @Nullable Trigger of(String text) {
      for (Trigger trigger : values()) {
        if (trigger.text.equals(text)) {
          return trigger;
        }
      }
      return null;
    }
  }
}

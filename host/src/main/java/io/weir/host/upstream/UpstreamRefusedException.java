package io.weir.host.upstream;

import io.weir.host.stream.GatewayException;

/**
 * A request that no endpoint was asked to serve: nothing was sent. To try again at once would only
 * add to what is too much already.
 */
public final class UpstreamRefusedException extends GatewayException {
  private static final long serialVersionUID = 1L;

  /** Why it was refused. */
  public enum Reason {
    /** A limit of the circuit breaker is reached. */
    OVERFLOW,
    /** No endpoint can be used. */
    NO_HEALTHY_ENDPOINT
  }

  private final Reason reason;

  UpstreamRefusedException(Reason reason, String message) {
    super(Source.UPSTREAM, 503, true, message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

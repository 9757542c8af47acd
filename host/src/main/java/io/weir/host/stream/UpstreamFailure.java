package io.weir.host.stream;

import io.weir.host.upstream.UpstreamRefusedException;
import java.time.Duration;

/**
 * Why an upstream has given no response, or not all of it.
 *
 * @param cause with the status of the reply, and its text for the logs
 * @param detail in Envoy's words
 */
record UpstreamFailure(GatewayException cause, ResponseFlag flag, String detail) {
  /** What the client reads: where endpoints are, and what they say, is for the logs. */
  String told() {
    return flag == ResponseFlag.UPSTREAM_CONNECTION_FAILURE
        ? "no connection to the upstream"
        : String.valueOf(cause.getMessage());
  }

  /** The weights of the route's backends are all zero, or it has none. */
  static UpstreamFailure noBackend() {
    return new UpstreamFailure(
        new GatewayException(
            GatewayException.Source.INTERNAL, 500, false, "the route has no backend"),
        ResponseFlag.NO_CLUSTER_FOUND,
        "cluster_not_found");
  }

  /** The headers of the response did not come within {@code limit}. */
  static UpstreamFailure late(String cluster, Duration limit) {
    return new UpstreamFailure(
        new GatewayException(
            GatewayException.Source.UPSTREAM,
            504,
            false,
            "upstream " + cluster + " gave no answer in " + limit.toMillis() + " ms"),
        ResponseFlag.UPSTREAM_REQUEST_TIMEOUT,
        "upstream_response_timeout");
  }

  /** It opened a WebSocket without the answer to the gateway's key (RFC 6455 section 4.1). */
  static UpstreamFailure wrongKey() {
    return lost(
        new GatewayException(
            GatewayException.Source.UPSTREAM,
            502,
            false,
            "the upstream's sec-websocket-accept is not the answer to the key"),
        false);
  }

  /** No endpoint was tried. */
  static UpstreamFailure refused(UpstreamRefusedException refused) {
    return switch (refused.reason()) {
      case OVERFLOW ->
          new UpstreamFailure(
              refused,
              ResponseFlag.UPSTREAM_OVERFLOW,
              "upstream_reset_before_response_started{overflow}");
      case NO_HEALTHY_ENDPOINT ->
          new UpstreamFailure(refused, ResponseFlag.NO_HEALTHY_UPSTREAM, "no_healthy_upstream");
    };
  }

  /** No connection could be had. */
  static UpstreamFailure unconnected(GatewayException failure) {
    return new UpstreamFailure(
        failure,
        ResponseFlag.UPSTREAM_CONNECTION_FAILURE,
        "upstream_reset_before_response_started{connection_failure}");
  }

  /**
   * A connection broke, or what came on it makes no sense.
   *
   * @param answered whether the headers of a response had come
   */
  static UpstreamFailure lost(GatewayException failure, boolean answered) {
    if (failure.status() == 502 && !answered) {
      return new UpstreamFailure(
          failure,
          ResponseFlag.UPSTREAM_PROTOCOL_ERROR,
          "upstream_reset_before_response_started{protocol_error}");
    }
    return new UpstreamFailure(
        failure,
        ResponseFlag.UPSTREAM_CONNECTION_TERMINATION,
        answered
            ? "upstream_reset_after_response_started{connection_termination}"
            : "upstream_reset_before_response_started{connection_termination}");
  }
}

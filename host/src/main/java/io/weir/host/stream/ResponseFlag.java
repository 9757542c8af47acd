package io.weir.host.stream;

/**
 * What went wrong with a response, by Envoy's bits, which plugins know ({@code response.flags}).
 */
enum ResponseFlag {
  UPSTREAM_REQUEST_TIMEOUT(2),
  UPSTREAM_CONNECTION_FAILURE(5),
  UPSTREAM_CONNECTION_TERMINATION(6),
  NO_ROUTE_FOUND(8),
  DELAY_INJECTED(9),
  FAULT_INJECTED(10),
  DOWNSTREAM_CONNECTION_TERMINATION(14),
  UPSTREAM_RETRY_LIMIT_EXCEEDED(15),
  STREAM_IDLE_TIMEOUT(16),
  DURATION_TIMEOUT(22),
  UPSTREAM_PROTOCOL_ERROR(23),
  NO_CLUSTER_FOUND(24),
  OVERLOAD_MANAGER(25);

  private final long bit;

  ResponseFlag(int position) {
    bit = 1L << position;
  }

  long bit() {
    return bit;
  }
}

package io.weir.host.config;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command operators of an access log. Names and meanings are Envoy's where Envoy has them. */
public enum LogOperator {
  START_TIME,
  /** Path and query as the client has asked for them, before the route rewrote them. */
  PATH,
  PROTOCOL,
  RESPONSE_CODE,
  RESPONSE_CODE_DETAILS,
  RESPONSE_FLAGS,
  /** {@code grpc-status}, of the trailers or of an answer in headers alone. */
  GRPC_STATUS_NUMBER,
  BYTES_RECEIVED,
  BYTES_SENT,
  DURATION,
  DURATION_US,
  RESPONSE_DURATION,
  UPSTREAM_HOST,
  UPSTREAM_CLUSTER,
  UPSTREAM_REQUEST_ATTEMPT_COUNT,
  UPSTREAM_TRANSPORT_FAILURE_REASON,
  ROUTE_NAME,
  LISTENER_NAME,
  DOWNSTREAM_REMOTE_ADDRESS,
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT,
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS,
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT,
  DOWNSTREAM_LOCAL_ADDRESS,
  CONNECTION_ID,
  REQUESTED_SERVER_NAME,
  DOWNSTREAM_TLS_VERSION,
  DOWNSTREAM_TLS_CIPHER,
  DOWNSTREAM_PEER_SUBJECT,
  TRACE_ID,
  /** {@code name@generation} of each plugin in the chain. */
  PLUGINS,
  /** What plugins have noted on the stream by {@code proxy_set_property}. */
  PLUGIN_NOTES,
  REQ,
  RESP,
  TRAILER;

  /** Whether it takes the name of a header. */
  boolean takesHeader() {
    return this == REQ || this == RESP || this == TRAILER;
  }

  static @Nullable LogOperator find(String name) {
    return Arrays.stream(values()).filter(o -> o.name().equals(name)).findFirst().orElse(null);
  }

  /** For messages. */
  static String names() {
    return Arrays.stream(values())
        .map(o -> o.takesHeader() ? o.name() + "(HEADER)" : o.name())
        .collect(Collectors.joining(", "));
  }
}

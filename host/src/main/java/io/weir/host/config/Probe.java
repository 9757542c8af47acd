package io.weir.host.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an active check does. */
public sealed interface Probe {
  /**
   * A request, in the upstream's protocol.
   *
   * @param hostname for the header {@code host}; empty: the endpoint's own address
   * @param method GET or HEAD, for one
   * @param expectedStatuses any of these is a success
   * @param headers sent as well
   */
  record Http(
      String path,
      String hostname,
      String method,
      List<StatusRange> expectedStatuses,
      Map<String, String> headers)
      implements Probe {}

  /**
   * A connection that comes about.
   *
   * @param send written once it stands; null: nothing
   * @param receive must come then, at the beginning; null: nothing is waited for
   */
  record Tcp(@Nullable String send, @Nullable String receive) implements Probe {}

  /**
   * {@code grpc.health.v1.Health/Check} over HTTP/2.
   *
   * @param service empty: the server as a whole
   */
  record Grpc(String service) implements Probe {}
}

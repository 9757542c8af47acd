package io.weir.bench.smuggling;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server behind the gateway, which answers each request with its target and keeps what it saw.
 */
interface Upstream extends AutoCloseable {
  /** What the gateway asks for between the cases; it is left out of what was seen. */
  String PROBE = "/probe";

  /**
   * @param targets of the complete requests, in order
   * @param headers their names in lower case; empty where the server does not tell
   * @param fault what made no sense to the server, or null
   */
  record Seen(List<String> targets, Set<String> headers, @Nullable String fault) {}

  String name();

  int port();

  /** What came since the last call. */
  Seen take() throws IOException;

  @Override
  void close() throws IOException, InterruptedException;
}

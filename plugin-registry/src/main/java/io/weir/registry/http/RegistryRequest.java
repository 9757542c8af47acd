package io.weir.registry.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, free of any transport.
 *
 * @param method upper case
 * @param path decoded, from the first {@code /}
 * @param query parameters in order, decoded
 * @param headers by lower-case name, the first value of each
 * @param contentLength -1 when not known
 * @param body read once, by the handler's thread only; fails with an IOException when the client
 *     goes away
 * @param origin where the client believes to be: {@code http://host:port}
 * @param remote the client's address, without its port
 * @param caller who sent it
 */
public record RegistryRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    long contentLength,
    InputStream body,
    String origin,
    String remote,
    Caller caller) {

  /** The first value of the query parameter {@code name}; null when it is not there. */
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /**
   * @param name lower case
   */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** This request as sent by {@code known}. */
  public RegistryRequest by(Caller known) {
    return new RegistryRequest(
        method, path, query, headers, contentLength, body, origin, remote, known);
  }

  public boolean writes() {
    return !method.equals("GET") && !method.equals("HEAD");
  }
}

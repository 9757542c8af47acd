package io.weir.host.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All parts of one match must hold; a route has any of its matches.
 *
 * @param method null for any
 */
public record Match(
    PathMatch path,
    List<ValueMatch> headers,
    List<ValueMatch> queryParams,
    List<ValueMatch> cookies,
    @Nullable String method) {

  /** One that looks at no query and no cookie. */
  public Match(PathMatch path, List<ValueMatch> headers, @Nullable String method) {
    this(path, headers, List.of(), List.of(), method);
  }
}

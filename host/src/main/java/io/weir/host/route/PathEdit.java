package io.weir.host.route;

import io.weir.host.config.RouteFilter.PathModifier;
import org.jspecify.annotations.Nullable;

/** A change of a request's path, compiled; the query stays. Immutable. */
final class PathEdit {
  /** What the route's match has, without a slash at its end; null: the whole path goes. */
  private final @Nullable String prefix;

  private final String replacement;
  private final String stem;

  /**
   * @param prefix of the route's one match
   */
  PathEdit(PathModifier path, String prefix) {
    boolean whole = path.type() == PathModifier.Type.ReplaceFullPath;
    this.prefix = whole ? null : withoutSlash(prefix);
    this.replacement = path.value().isEmpty() ? "/" : path.value();
    this.stem = withoutSlash(replacement);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * @param target path and query
   * @return {@code target} itself when a plugin has made it one that does not begin with the prefix
   */
  String apply(String target) {
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    String p = prefix;
    if (p == null) {
      return replacement + target.substring(end);
    }
    if (!target.startsWith(p) || end < p.length()) {
      return target;
    }
    if (end == p.length()) {
      return replacement + target.substring(end);
    }
    return target.charAt(p.length()) == '/' ? stem + target.substring(p.length()) : target;
  }
}

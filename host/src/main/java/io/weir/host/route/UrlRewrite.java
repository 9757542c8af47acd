package io.weir.host.route;

import io.weir.host.config.RouteFilter;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** What the upstream is asked for in place of what the client asked for. Immutable. */
public final class UrlRewrite {
  /** What the path was, by the name that Envoy gives it. */
  static final String ORIGINAL_PATH = "x-envoy-original-path";

  private final @Nullable String hostname;
  private final @Nullable PathEdit path;

  UrlRewrite(RouteFilter.UrlRewrite rewrite, String prefix) {
    hostname = rewrite.hostname();
    path = rewrite.path() == null ? null : new PathEdit(rewrite.path(), prefix);
  }

  /**
   * Changes {@code :authority} and {@code :path}.
   *
   * @return path and query as they were; null when they stay
   */
  public @Nullable String apply(HeaderList request) {
    if (hostname != null) {
      request.set(":authority", hostname);
    }
    String target = request.get(":path");
    if (path == null || target == null) {
      return null;
    }
    String now = path.apply(target);
    if (now.equals(target)) {
      return null;
    }
    request.set(ORIGINAL_PATH, target);
    request.set(":path", now);
    return target;
  }
}

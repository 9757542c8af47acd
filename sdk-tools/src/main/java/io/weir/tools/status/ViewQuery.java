package io.weir.tools.status;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which streams or connections are asked for.
 *
 * @param minAgeMillis only those that are at least so old
 */
record ViewQuery(@Nullable String listener, @Nullable String route, long minAgeMillis, int limit) {

  /** As a URL has it, from the question mark on. */
  String text(boolean withRoute) {
    String text = "?limit=" + limit + "&minAge=" + minAgeMillis + field("listener", listener);
    return withRoute ? text + field("route", route) : text;
  }

  private static String field(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

package io.weir.registry;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The next page of a list, from {@code Link: <...>; rel="next"} (RFC 8288). */
final class NextLink {
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

  private NextLink() {}

  /** Null when there is none, or when it leads to another host. */
  static @Nullable URI of(URI current, HttpResponse<InputStream> response) {
    String link = response.headers().firstValue("Link").orElse("");
    Matcher matcher = NEXT.matcher(link);
    if (!matcher.find()) {
      return null;
    }
    URI next = current.resolve(matcher.group(1));
    return next.getHost() != null && HttpCaller.sameOrigin(current, next) ? next : null;
  }
}

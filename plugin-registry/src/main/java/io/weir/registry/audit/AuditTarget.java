package io.weir.registry.audit;

import io.weir.registry.http.RegistryRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request was about, told by its path alone, for it may have been refused before anybody
 * read it.
 *
 * @param action {@code pull}, {@code push}, {@code delete}, {@code list} or {@code login} for the
 *     distribution API; else the method in lower case
 * @param repository null when it was about none
 * @param reference a tag, a digest or an upload; null for none
 */
record AuditTarget(String action, @Nullable String repository, @Nullable String reference) {
  private static final Pattern IN_REPOSITORY =
      Pattern.compile("/v2/(.+)/(manifests|blobs|referrers|tags)/(uploads/?)?([^/]*)");

  static AuditTarget of(RegistryRequest request) {
    String path = request.path();
    if (path.equals("/token") || path.equals("/v2/") || path.equals("/v2")) {
      return new AuditTarget("login", null, null);
    }
    Matcher matcher = IN_REPOSITORY.matcher(path);
    if (!matcher.matches()) {
      boolean lists = path.equals("/v2/_catalog");
      return new AuditTarget(
          lists ? "list" : request.method().toLowerCase(Locale.ROOT), null, lists ? null : path);
    }
    boolean lists = matcher.group(2).equals("tags") || matcher.group(2).equals("referrers");
    String reference = matcher.group(4).isEmpty() ? null : matcher.group(4);
    boolean upload = matcher.group(3) != null;
    return new AuditTarget(
        lists ? "list" : action(request.method(), upload), matcher.group(1), reference);
  }

  private static String action(String method, boolean upload) {
    return switch (method) {
      case "GET", "HEAD" -> upload ? "push" : "pull";
      case "DELETE" -> upload ? "push" : "delete";
      default -> "push";
    };
  }
}

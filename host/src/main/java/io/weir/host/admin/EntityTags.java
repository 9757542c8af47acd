package io.weir.host.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The If-Match header, RFC 9110 section 13.1.1: strong comparison. */
final class EntityTags {
  private EntityTags() {}

  /** Says whether a tag satisfies the header; every tag does when there is none. */
  static Predicate<String> ifMatch(List<String> headers) {
    Set<String> tags =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet());
    return etag -> headers.isEmpty() || tags.contains("*") || tags.contains(etag);
  }
}

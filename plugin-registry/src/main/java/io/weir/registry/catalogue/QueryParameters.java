package io.weir.registry.catalogue;

import io.weir.registry.catalogue.Query.Sort;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.plugin.module.Capability;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A search from a request's parameters. */
final class QueryParameters {
  private static final Set<String> KNOWN =
      Set.of(
          "q",
          "category",
          "language",
          "phase",
          "abi",
          "signer",
          "capability",
          "deprecated",
          "sort",
          "n",
          "after");

  private QueryParameters() {}

  /**
   * @throws IllegalArgumentException naming the parameter that is wrong
   */
  static Query read(RegistryRequest request) {
    for (String each : request.query().keySet()) {
      if (!KNOWN.contains(each)) {
        throw new IllegalArgumentException(
            "%s: no such parameter (expected: one of %s)"
                .formatted(each, KNOWN.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    String text = request.parameter("q");
    return new Query(
        text == null ? "" : text,
        filter(request, "category"),
        filter(request, "language"),
        filter(request, "phase"),
        filter(request, "abi"),
        filter(request, "signer"),
        capability(filter(request, "capability")),
        flag(filter(request, "deprecated")),
        sort(filter(request, "sort")),
        limit(filter(request, "n")),
        filter(request, "after"));
  }

  private static @Nullable String filter(RegistryRequest request, String name) {
    String value = request.parameter(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable Capability capability(@Nullable String value) {
    if (value == null) {
      return null;
    }
    Capability capability = Capability.of(value);
    if (capability == null) {
      String all =
          Arrays.stream(Capability.values())
              .map(Capability::label)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException("capability: " + value + " (expected: " + all + ")");
    }
    return capability;
  }

  private static @Nullable Boolean flag(@Nullable String value) {
    if (value == null || value.equals("true") || value.equals("false")) {
      return value == null ? null : Boolean.valueOf(value);
    }
    throw new IllegalArgumentException("deprecated: " + value + " (expected: true or false)");
  }

  private static Sort sort(@Nullable String value) {
    for (Sort each : Sort.values()) {
      if (value == null || each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each; // the first one without a value: by relevance
      }
    }
    throw new IllegalArgumentException(
        "sort: " + value + " (expected: relevance, name, updated or downloads)");
  }

  private static int limit(@Nullable String value) {
    if (value == null) {
      return Query.DEFAULT_LIMIT;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "n: " + value + " (expected: 1 to " + Query.MAX_LIMIT + ")", e);
    }
  }
}

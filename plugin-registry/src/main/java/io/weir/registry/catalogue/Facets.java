package io.weir.registry.catalogue;

import io.weir.registry.plugin.module.Capability;
import io.weir.registry.signature.SignatureState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which documents have which value of a filter. Not thread-safe. */
final class Facets {
  /** The filters; their names in queries and answers are in lower case. */
  enum Facet {
    CATEGORY,
    LANGUAGE,
    PHASE,
    ABI,
    SIGNER,
    CAPABILITY,
    DEPRECATED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String> values(PluginSummary plugin) {
      return switch (this) {
        case CATEGORY -> list(plugin.category());
        case LANGUAGE -> list(plugin.language());
        case PHASE -> list(plugin.phase());
        case ABI -> list(plugin.abi());
        case SIGNER -> list(signer(plugin.signature()));
        case CAPABILITY -> plugin.capabilities().stream().map(Capability::label).toList();
        case DEPRECATED -> list(plugin.mark() == null ? "false" : "true");
      };
    }

    private static List<String> list(@Nullable String value) {
      return value == null || value.isEmpty() ? List.of() : List.of(value);
    }

    private static @Nullable String signer(SignatureState state) {
      return state.kind() == SignatureState.Kind.VERIFIED ? state.signer() : null;
    }

    private @Nullable String wanted(Query query) {
      return switch (this) {
        case CATEGORY -> query.category();
        case LANGUAGE -> query.language();
        case PHASE -> query.phase();
        case ABI -> query.abi();
        case SIGNER -> query.signer();
        case CAPABILITY -> query.capability() == null ? null : query.capability().label();
        case DEPRECATED -> query.deprecated() == null ? null : query.deprecated().toString();
      };
    }
  }

  private static final int MAX_VALUES = 100;

  private final Map<Facet, Map<String, Value>> values = new HashMap<>();

  /** A value as it is written, and those that have it. */
  private record Value(String shown, BitSet documents) {}

  void add(int document, PluginSummary plugin) {
    for (Facet facet : Facet.values()) {
      for (String value : facet.values(plugin)) {
        of(facet)
            .computeIfAbsent(key(value), key -> new Value(value, new BitSet()))
            .documents()
            .set(document);
      }
    }
  }

  void remove(int document, PluginSummary plugin) {
    for (Facet facet : Facet.values()) {
      for (String value : facet.values(plugin)) {
        Value known = of(facet).get(key(value));
        if (known != null) {
          known.documents().clear(document);
          if (known.documents().isEmpty()) {
            of(facet).remove(key(value));
          }
        }
      }
    }
  }

  private Map<String, Value> of(Facet facet) {
    return values.computeIfAbsent(facet, each -> new HashMap<>());
  }

  private static String key(String value) {
    return value.toLowerCase(Locale.ROOT);
  }

  /** Leaves in {@code found} those that pass the filters of {@code query}. */
  void filter(BitSet found, Query query) {
    for (Facet facet : Facet.values()) {
      String wanted = facet.wanted(query);
      if (wanted != null) {
        Value value = of(facet).get(key(wanted));
        found.and(value == null ? new BitSet() : value.documents());
      }
    }
  }

  /** The values among {@code found} with their counts, the most frequent first. */
  Map<String, Map<String, Integer>> count(BitSet found) {
    Map<String, Map<String, Integer>> all = new LinkedHashMap<>();
    for (Facet facet : Facet.values()) {
      all.put(facet.label(), count(found, values.getOrDefault(facet, Map.of())));
    }
    return all;
  }

  private static Map<String, Integer> count(BitSet found, Map<String, Value> values) {
    record Count(String shown, int count) {}
    Map<String, Integer> counts = new LinkedHashMap<>();
    values.values().stream()
        .map(each -> new Count(each.shown(), both(found, each.documents())))
        .filter(each -> each.count() > 0)
        .sorted(
            (a, b) ->
                a.count() == b.count() ? a.shown().compareTo(b.shown()) : b.count() - a.count())
        .limit(MAX_VALUES)
        .forEach(each -> counts.put(each.shown(), each.count()));
    return counts;
  }

  private static int both(BitSet found, BitSet documents) {
    BitSet both = (BitSet) documents.clone();
    both.and(found);
    return both.cardinality();
  }
}

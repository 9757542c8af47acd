package io.weir.bench.torture.stamp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stamps of one chain, one for each language in it. Immutable. */
public record StampSet(Map<Lang, Stamp> stamps) {

  /** The chain without plugins. */
  public static final StampSet NONE = new StampSet(Map.of());

  public StampSet {
    stamps = Map.copyOf(stamps);
  }

  /**
   * Reads the stamps of some headers; a language whose header is absent is left out.
   *
   * @param header the header's value by name, or null
   * @param name which of a language's headers to read
   * @throws IllegalArgumentException when a value is no stamp
   */
  public static StampSet read(
      Set<Lang> langs, Function<String, @Nullable String> header, Function<Lang, String> name) {
    Map<Lang, Stamp> found = new EnumMap<>(Lang.class);
    for (Lang lang : langs) {
      String value = header.apply(name.apply(lang));
      if (value != null) {
        found.put(lang, Stamp.parse(value));
      }
    }
    return new StampSet(found);
  }

  /** The XOR of all keys: what every byte that passed this chain was changed by. */
  public int key() {
    int key = 0;
    for (Map.Entry<Lang, Stamp> e : stamps.entrySet()) {
      key ^= e.getKey().keyOf(e.getValue().hash());
    }
    return key;
  }

  @Override
  public String toString() {
    return stamps.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey().id() + "=" + e.getValue())
        .collect(Collectors.joining(" ", "{", "}"));
  }
}

package io.weir.host.route;

import io.weir.host.route.HostTable.Entry;
import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The matches of one host by path: an exact path goes first, then the regular expressions, then the
 * longest prefix. Among those of one path a method goes first, then the number of headers, then
 * that of query parameters, then that of cookies, then the order of the configuration. Immutable.
 *
 * <p>Exact paths and prefixes are hashed, so their number does not count; the expressions of the
 * host are tried one after the other.
 */
final class PathTable {
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong((Entry e) -> e.match().precedence()).reversed();

  private static final Comparator<Entry> LONGEST =
      Comparator.comparingInt((Entry e) -> e.match().path().length()).reversed();

  private static final Entry[] NONE = {};

  static final PathTable EMPTY = PathTable.of(List.of());

  private final TextMap<Entry[]> exact;
  private final Entry[] expressions;
  private final TextMap<Prefix> prefixes;

  private PathTable(TextMap<Entry[]> exact, Entry[] expressions, TextMap<Prefix> prefixes) {
    this.exact = exact;
    this.expressions = expressions;
    this.prefixes = prefixes;
  }

  /** The matches of a prefix, and the next shorter prefix of it that has some. */
  private static final class Prefix {
    final Entry[] entries;
    @Nullable Prefix shorter;

    Prefix(Entry[] entries) {
      this.entries = entries;
    }
  }

  /**
   * @param entries in the order of the configuration
   */
  static PathTable of(List<Entry> entries) {
    Map<String, List<Entry>> exact = new HashMap<>();
    Map<String, List<Entry>> prefixes = new HashMap<>();
    List<Entry> expressions = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.match().type()) {
        case Exact -> add(exact, entry.match().path(), entry);
        case PathPrefix -> add(prefixes, trimmed(entry.match().path()), entry);
        case RegularExpression -> expressions.add(entry);
      }
    }
    expressions.sort(LONGEST.thenComparing(ORDER));
    Map<String, Entry[]> sorted = HashMap.newHashMap(exact.size());
    exact.forEach((path, of) -> sorted.put(path, sorted(of)));
    return new PathTable(TextMap.of(sorted), expressions.toArray(NONE), linked(prefixes));
  }

  private static TextMap<Prefix> linked(Map<String, List<Entry>> prefixes) {
    Map<String, Prefix> made = HashMap.newHashMap(prefixes.size());
    prefixes.forEach((path, of) -> made.put(path, new Prefix(sorted(of))));
    made.forEach((path, prefix) -> prefix.shorter = shorter(made, path));
    return TextMap.of(made);
  }

  private static @Nullable Prefix shorter(Map<String, Prefix> made, String path) {
    for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      Prefix found = made.get(path.substring(0, end));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static void add(Map<String, List<Entry>> to, String path, Entry entry) {
    to.computeIfAbsent(path, p -> new ArrayList<>(1)).add(entry);
  }

  private static Entry[] sorted(List<Entry> entries) {
    entries.sort(ORDER);
    return entries.toArray(NONE);
  }

  /** {@code /api/} is {@code /api}, and {@code /} is empty: a prefix is one of whole segments. */
  private static String trimmed(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /**
   * The route of a request, or null.
   *
   * @param target path and query
   * @param end where the path ends
   */
  @Nullable Route match(String target, int end, HeaderList request) {
    Route found = exact.isEmpty() ? null : exact(target, end, request);
    if (found == null && expressions.length > 0) {
      found = expression(target, end, request);
    }
    return found == null && !prefixes.isEmpty() ? prefix(target, end, request) : found;
  }

  private @Nullable Route exact(String target, int end, HeaderList request) {
    if (end > exact.longest()) {
      return null;
    }
    Entry[] entries = exact.get(target, 0, end, hash(target, end));
    return entries == null ? null : first(entries, target, end, request);
  }

  private @Nullable Route expression(String target, int end, HeaderList request) {
    String path = end == target.length() ? target : target.substring(0, end);
    for (Entry entry : expressions) {
      if (entry.match().expressionHolds(path) && entry.match().holds(target, end, request)) {
        return entry.route();
      }
    }
    return null;
  }

  private @Nullable Route prefix(String target, int end, HeaderList request) {
    int stop = Math.min(end, prefixes.longest());
    Prefix longest = null;
    int hash = 0;
    for (int i = 0; i <= stop; i++) {
      if (i == end || target.charAt(i) == '/') {
        Prefix found = prefixes.get(target, 0, i, hash);
        longest = found == null ? longest : found;
      }
      hash = i == end ? hash : 31 * hash + target.charAt(i);
    }
    for (Prefix at = longest; at != null; at = at.shorter) {
      Route found = first(at.entries, target, end, request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Route first(
      Entry[] entries, String target, int end, HeaderList request) {
    for (Entry entry : entries) {
      if (entry.match().holds(target, end, request)) {
        return entry.route();
      }
    }
    return null;
  }

  private static int hash(String text, int end) {
    if (end == text.length()) {
      return text.hashCode();
    }
    int hash = 0;
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }
}

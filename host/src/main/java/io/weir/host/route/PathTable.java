package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The matches of one host by path: an exact path goes first, then the regular expressions, then the
 * longest prefix. Immutable.
 *
 * <p>Exact paths and prefixes are hashed, so their number does not count; the expressions of the
 * host are tried one after the other. A host with a single prefix, which is the most common one,
 * has it at hand: among thousands of hosts, each object that a look-up goes through is one more
 * that no cache holds.
 */
final class PathTable {
  static final PathTable EMPTY = new PathTable(TextMap.empty(), null, TextMap.empty());

  private final TextMap<Entry> exact;
  private final @Nullable Entry expressions;

  /** Without the last slash: a prefix is one of whole segments. */
  private final TextMap<Entry> prefixes;

  /** The prefix, where there is nothing but one. */
  private final @Nullable String onlyPrefix;

  private final @Nullable Entry only;

  private PathTable(TextMap<Entry> exact, @Nullable Entry expressions, TextMap<Entry> prefixes) {
    this.exact = exact;
    this.expressions = expressions;
    this.prefixes = prefixes;
    onlyPrefix = null;
    only = null;
  }

  private PathTable(String prefix, Entry entries) {
    exact = TextMap.empty();
    expressions = null;
    prefixes = TextMap.empty();
    onlyPrefix = prefix;
    only = entries;
  }

  /**
   * This table after a change.
   *
   * @param gone the routes of the change that were on this host
   * @param added those that are now, in the order of the configuration
   */
  PathTable with(List<Route> gone, List<Route> added, RouteChange change) {
    Changed changed = new Changed();
    gone.forEach(route -> route.matches().forEach(changed::of));
    for (Route route : added) {
      route.matches().forEach(match -> changed.of(match).add(new Entry(match, route)));
    }
    TextMap<Entry> prefixesBefore =
        onlyPrefix == null
            ? prefixes
            : TextMap.<Entry>empty().with(Map.of(onlyPrefix, Objects.requireNonNull(only)));
    Map<String, @Nullable Entry> prefixesNow = chains(prefixesBefore, changed.prefixes, change);
    TextMap<Entry> exactAfter = exact.with(chains(exact, changed.exact, change));
    Entry expressionsAfter = Entry.changed(expressions, changed.expressions, change);
    TextMap<Entry> prefixesAfter = prefixesBefore.with(prefixesNow);
    if (exactAfter.isEmpty() && expressionsAfter == null && prefixesAfter.size() == 1) {
      return prefixesAfter.anyEntry(PathTable::new);
    }
    return new PathTable(exactAfter, expressionsAfter, prefixesAfter);
  }

  private static Map<String, @Nullable Entry> chains(
      TextMap<Entry> before, Map<String, List<Entry>> changed, RouteChange change) {
    Map<String, @Nullable Entry> chains = HashMap.newHashMap(changed.size());
    changed.forEach(
        (path, added) -> chains.put(path, Entry.changed(before.get(path), added, change)));
    return chains;
  }

  /** What is new for each path that a change concerns; empty lists where matches only go. */
  private static final class Changed {
    final Map<String, List<Entry>> exact = new HashMap<>();
    final List<Entry> expressions = new ArrayList<>();
    final Map<String, List<Entry>> prefixes = new HashMap<>();

    List<Entry> of(RouteMatch match) {
      return switch (match.type()) {
        case Exact -> exact.computeIfAbsent(match.path(), p -> new ArrayList<>(1));
        case RegularExpression -> expressions;
        case PathPrefix -> prefixes.computeIfAbsent(trimmed(match.path()), p -> new ArrayList<>(1));
      };
    }

    /** {@code /api/} is {@code /api}, and {@code /} is empty. */
    private static String trimmed(String prefix) {
      return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }
  }

  boolean isEmpty() {
    return only == null && expressions == null && exact.isEmpty() && prefixes.isEmpty();
  }

  /**
   * The route of a request, or null.
   *
   * @param target path and query
   * @param end where the path ends
   */
  @Nullable Route match(String target, int end, HeaderList request) {
    String prefix = onlyPrefix;
    if (prefix != null) {
      return begins(target, end, prefix) ? Entry.first(only, target, end, request) : null;
    }
    Route found = exact.isEmpty() ? null : exact(target, end, request);
    if (found == null && expressions != null) {
      found = Entry.firstExpression(expressions, target, end, request);
    }
    return found == null && !prefixes.isEmpty() ? prefix(target, end, end, request) : found;
  }

  private static boolean begins(String target, int end, String prefix) {
    int length = prefix.length();
    return length <= end
        && (length == end || target.charAt(length) == '/')
        && target.startsWith(prefix);
  }

  private @Nullable Route exact(String target, int end, HeaderList request) {
    if (end > exact.longest()) {
      return null;
    }
    Entry entries =
        end == target.length()
            ? exact.get(target)
            : exact.get(target, 0, end, TextMap.hash(target, 0, end));
    return Entry.first(entries, target, end, request);
  }

  /**
   * @param limit no prefix is longer
   */
  private @Nullable Route prefix(String target, int end, int limit, HeaderList request) {
    int stop = Math.min(limit, prefixes.longest());
    Entry longest = null;
    int length = 0;
    int hash = 0;
    for (int i = 0; i <= stop; i++) {
      if (i == end || target.charAt(i) == '/') {
        Entry found = prefixes.get(target, 0, i, hash);
        if (found != null) {
          longest = found;
          length = i;
        }
      }
      hash = i == end ? hash : 31 * hash + target.charAt(i);
    }
    if (longest == null) {
      return null;
    }
    Route found = Entry.first(longest, target, end, request);
    // a rare case: the longest prefix has conditions that do not hold, so look for a shorter one
    return found == null && length > 0 ? prefix(target, end, length - 1, request) : found;
  }
}

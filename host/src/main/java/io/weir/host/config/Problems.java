package io.weir.host.config;

import io.weir.host.config.ConfigException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one configuration text, and knows the line of each path in it. */
final class Problems {
  /** More than these are counted, not listed. */
  private static final int MAX_LISTED = 100;

  /** More than these are not looked for. */
  private static final int MAX_FOUND = 1_000;

  private final List<Problem> found = new ArrayList<>();
  private final Set<String> excused = new HashSet<>();

  /** Null while no document is known. */
  private @Nullable SourceLines lines;

  /** The places are those of {@code document}. */
  void document(SourceNode document) {
    lines = new SourceLines("", document);
  }

  /** The line of {@code path}, or of the nearest place above it; 0 when none is known. */
  int line(String path) {
    SourceLines known = lines;
    return known == null ? 0 : known.line(path);
  }

  /** The same problems and places, for a text that stands at {@code path} in something larger. */
  Problems under(String path) {
    Problems moved = new Problems();
    SourceLines known = lines;
    moved.lines = known == null ? null : new SourceLines(join(path, known.at()), known.root());
    excused.forEach(place -> moved.excused.add(join(path, place)));
    found.forEach(p -> moved.addAt(join(path, p.path()), p.line(), p.message(), p.remedy()));
    return moved;
  }

  /** The places without the problems. */
  Problems placesOnly() {
    Problems places = new Problems();
    places.lines = lines;
    return places;
  }

  /**
   * Adds a problem, unless the same place or one inside it has one already: a list that lost a bad
   * item is not reported as too short as well.
   */
  void add(String path, String message, String remedy) {
    if (!excused.contains(path)
        && found.stream().noneMatch(problem -> within(problem.path(), path))) {
      addAt(path, line(path), message, remedy);
    }
  }

  /**
   * Takes {@code path} as given under another, mistyped name, which is a problem of its own: that
   * it is missing is none.
   */
  void excuse(String path) {
    found.removeIf(problem -> problem.path().equals(path));
    excused.add(path);
  }

  /** Adds a problem in any case. */
  void addAt(String path, int line, String message, String remedy) {
    if (found.size() < MAX_FOUND) {
      found.add(new Problem(path, line, message, remedy));
    }
  }

  /** Whether more are found than are listed. */
  boolean isLong() {
    return found.size() > MAX_LISTED;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * @throws ConfigException with every problem in the order of the lines, when there is one
   */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line));
    int more = sorted.size() - MAX_LISTED;
    if (more > 0) {
      sorted = new ArrayList<>(sorted.subList(0, MAX_LISTED));
      sorted.add(new Problem("", 0, more + " more problems", "correct these first"));
    }
    throw new ConfigException(sorted, null);
  }

  private static String join(String outer, String inner) {
    return inner.isEmpty() || inner.startsWith("[") ? outer + inner : outer + "." + inner;
  }

  private static boolean within(String inner, String outer) {
    if (!inner.startsWith(outer)) {
      return false;
    }
    return inner.length() == outer.length() || "[.".indexOf(inner.charAt(outer.length())) >= 0;
  }
}

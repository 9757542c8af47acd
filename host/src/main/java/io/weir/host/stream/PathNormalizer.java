package io.weir.host.stream;

import io.weir.host.config.PathSettings;
import io.weir.host.config.PathSettings.EscapedSlashes;
import org.jspecify.annotations.Nullable;

/**
 * Brings the path of a request into the one form that routes, plugins and upstreams all see (RFC
 * 3986 section 6.2.2): what one of them takes for another path than the other is a way around a
 * rule. The steps, in the order of Envoy: escaped slashes, then characters that need no escape and
 * dot segments, with {@code \} as a slash, then slashes in a row. The query is left alone.
 */
final class PathNormalizer {
  private final PathSettings settings;
  private final String target;
  private final int end;
  private final StringBuilder path;

  private PathNormalizer(PathSettings settings, String target, int end) {
    this.settings = settings;
    this.target = target;
    this.end = end;
    this.path = new StringBuilder(target.length());
  }

  /**
   * The target with its path normalized: the same object when there is nothing to do.
   *
   * @param target path and query, or {@code *}
   * @return null for a path that is refused
   */
  static @Nullable String normalize(String target, PathSettings settings) {
    int end = target.indexOf('?');
    end = end < 0 ? target.length() : end;
    if (!needsWork(target, end)) {
      return target;
    }
    return new PathNormalizer(settings, target, end).run();
  }

  /** Whether there is an escape, a backslash, two slashes or a dot that begins a segment. */
  private static boolean needsWork(String target, int end) {
    char before = 0;
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      if (c == '%' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
        return true;
      }
      before = c;
    }
    return false;
  }

  private @Nullable String run() {
    if (!decode()) {
      return null;
    }
    if (settings.normalize()) {
      removeDotSegments();
    }
    if (settings.mergeSlashes()) {
      mergeSlashes();
    }
    boolean same = path.length() == end && target.startsWith(path.toString());
    return same ? target : path.append(target, end, target.length()).toString();
  }

  /** False for an escape that is none, for a NUL, and for a slash that is not to be. */
  private boolean decode() {
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      if (c != '%') {
        path.append(c == '\\' && settings.normalize() ? '/' : c);
        continue;
      }
      int value = i + 2 < end ? hex(i + 1) : -1;
      if (value < 0) {
        if (settings.normalize()) {
          return false;
        }
        path.append(c);
        continue;
      }
      if (!decoded((char) value, i)) {
        return false;
      }
      i += 2;
    }
    return true;
  }

  /** The escape at {@code at}, which means {@code c}. */
  private boolean decoded(char c, int at) {
    boolean slash = c == '/' || c == '\\';
    if (slash && settings.escapedSlashes() == EscapedSlashes.Reject) {
      return false;
    }
    if (slash && settings.escapedSlashes() == EscapedSlashes.Unescape) {
      path.append(c == '\\' && settings.normalize() ? '/' : c);
      return true;
    }
    if (c == 0 && settings.normalize()) {
      return false;
    }
    if (isUnreserved(c) && settings.normalize()) {
      path.append(c);
    } else {
      path.append(target, at, at + 3);
    }
    return true;
  }

  private int hex(int at) {
    int high = Character.digit(target.charAt(at), 16);
    int low = Character.digit(target.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** RFC 3986 section 2.3. */
  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** RFC 3986 section 5.2.4; what leads above the root stays at it. */
  private void removeDotSegments() {
    int length = path.length();
    int to = 0;
    int at = 0;
    while (at < length) {
      int next = at + 1; // at is a slash, but for the asterisk of OPTIONS
      while (next < length && path.charAt(next) != '/') {
        next++;
      }
      int dots = dots(at + 1, next);
      if (dots == 0) {
        for (int i = at; i < next; i++) {
          path.setCharAt(to++, path.charAt(i));
        }
      } else {
        to = dots == 2 ? parent(to) : to;
        if (next == length) {
          path.setCharAt(to++, '/');
        }
      }
      at = next;
    }
    path.setLength(to);
  }

  /** 1 for {@code .}, 2 for {@code ..}, else 0. */
  private int dots(int from, int to) {
    int length = to - from;
    boolean all =
        (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    return all ? length : 0;
  }

  private int parent(int length) {
    int at = length - 1;
    while (at > 0 && path.charAt(at) != '/') {
      at--;
    }
    return Math.max(at, 0);
  }

  private void mergeSlashes() {
    int to = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || to == 0 || path.charAt(to - 1) != '/') {
        path.setCharAt(to++, c);
      }
    }
    path.setLength(to);
  }
}

package io.weir.host.tls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by host name: exact, or {@code *.} for one label or more before what follows; the longest
 * wins. Written while it is made, then read by any thread.
 */
public final class HostNames<T> {
  private final Map<String, T> exact = new HashMap<>();
  private final Map<String, T> wildcard = new HashMap<>();
  private final boolean oneLabel;

  /**
   * @param oneLabel whether a wildcard stands for one label only, as in certificates (RFC 9525
   *     section 6.3), rather than for one or more, as in routes
   */
  public HostNames(boolean oneLabel) {
    this.oneLabel = oneLabel;
  }

  /** Adds a name that is not there yet; the first one of a name stays. */
  public void add(String pattern, T value) {
    String name = pattern.toLowerCase(Locale.ROOT);
    if (name.startsWith("*.")) {
      wildcard.putIfAbsent(name.substring(1), value);
    } else {
      exact.putIfAbsent(name, value);
    }
  }

  /**
   * @param name in lower case
   */
  public @Nullable T find(String name) {
    T found = exact.get(name);
    for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      found = wildcard.get(name.substring(dot));
      if (oneLabel) {
        return found;
      }
    }
    return found;
  }
}

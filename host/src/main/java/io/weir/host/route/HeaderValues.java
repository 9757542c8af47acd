package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** The value of a header for a match. */
final class HeaderValues {
  private HeaderValues() {}

  /**
   * The value, or several of the same name in one as RFC 9110 section 5.3 joins them; null when
   * there is none. Allocates only to join.
   *
   * @param name in lower case
   */
  static @Nullable String find(HeaderList headers, String name) {
    String value = null;
    StringBuilder joined = null;
    for (int i = 0; i < headers.size(); i++) {
      if (!name.equals(headers.name(i))) {
        continue;
      }
      if (value == null) {
        value = headers.value(i);
        continue;
      }
      if (joined == null) {
        joined = new StringBuilder(value);
      }
      joined.append(", ").append(headers.value(i));
    }
    return joined == null ? value : joined.toString();
  }
}

package io.weir.registry.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What its owner has marked a version as.
 *
 * @param reason for those who use it; one line, may be empty
 */
public record Mark(Kind kind, String reason) {
  /** The marks. */
  public enum Kind {
    /** It works, and something else should be used. */
    DEPRECATED,
    /** It should not be used: not found by a search, never the latest; pulled as ever. */
    YANKED;

    /** The kind of that name in lower case; null when there is none. */
    static @Nullable Kind of(String name) {
      for (Kind each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
          return each;
        }
      }
      return null;
    }
  }
}

package io.weir.registry.catalogue;

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
    YANKED
  }
}

package io.weir.host.config;

/**
 * What a header, a query parameter or a cookie of a request must be.
 *
 * @param value what {@link Type#Exact} and {@link Type#RegularExpression} compare with; empty for
 *     {@link Type#Present}
 * @param invert whether the match holds where it otherwise would not, so also when there is none of
 *     the name (default false)
 */
public record ValueMatch(Type type, String name, String value, boolean invert) {
  /** How values are compared. */
  public enum Type {
    Exact,
    /** An expression of RE2 that must match the whole value. */
    RegularExpression,
    /** Any value will do, an empty one too. */
    Present
  }

  /** One that is not inverted. */
  public ValueMatch(Type type, String name, String value) {
    this(type, name, value, false);
  }
}

package io.weir.host.config;

/** What the path of a request must be. */
public record PathMatch(PathType type, String value) {
  /** {@code PathPrefix} matches whole path segments, as in Gateway API. */
  public enum PathType {
    Exact,
    PathPrefix,
    RegularExpression
  }
}

package io.weir.host.config;

/**
 * What becomes of a path before a route is looked for.
 *
 * @param normalize resolve {@code .} and {@code ..} and decode unreserved characters (RFC 3986
 *     section 6.2.2; default true)
 * @param mergeSlashes make one of several slashes in a row (default false)
 * @param escapedSlashes what to do with {@code %2F} and {@code %5C}
 */
public record PathSettings(boolean normalize, boolean mergeSlashes, EscapedSlashes escapedSlashes) {
  public static final PathSettings DEFAULT = new PathSettings(true, false, EscapedSlashes.Keep);

  /** What to do with a slash or backslash that is percent-encoded. */
  public enum EscapedSlashes {
    /** Leave it as it is: it is no separator. */
    Keep,
    /** Answer 400. */
    Reject,
    /** Decode it before all else. */
    Unescape
  }
}

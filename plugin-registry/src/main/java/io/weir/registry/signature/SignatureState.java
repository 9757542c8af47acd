package io.weir.registry.signature;

import org.jspecify.annotations.Nullable;

/**
 * How an artifact is signed.
 *
 * @param kind what was found
 * @param signer for {@link Kind#VERIFIED} the name of the trusted key; else what a certificate says
 *     of itself, which nobody vouches for; null when nothing is said
 * @param detail why a signature is invalid; null when there is nothing to say
 */
public record SignatureState(Kind kind, @Nullable String signer, @Nullable String detail) {
  public static final SignatureState UNSIGNED = new SignatureState(Kind.UNSIGNED, null, null);

  /** From the worst to the best that can be said. */
  public enum Kind {
    /** There is no signature. */
    UNSIGNED,
    /** There are signatures, and none of them is one of this artifact. */
    INVALID,
    /** Signed by a key, or an identity, that is not among the trusted. */
    UNKNOWN,
    /** Signed by a trusted key. */
    VERIFIED
  }

  public static SignatureState verified(String signer) {
    return new SignatureState(Kind.VERIFIED, signer, null);
  }

  /**
   * @param claimed what a certificate says of its holder; null for a bare key
   */
  public static SignatureState unknown(@Nullable String claimed) {
    return new SignatureState(Kind.UNKNOWN, claimed, null);
  }

  public static SignatureState invalid(String why) {
    return new SignatureState(Kind.INVALID, null, why);
  }
}

package io.weir.registry.signature;

import io.weir.registry.Digest;
import io.weir.registry.signature.TrustedKeys.TrustedKey;
import java.util.Comparator;
import java.util.List;

/** What a signature is worth. */
final class ClaimCheck {
  private final TrustedKeys trust;

  ClaimCheck(TrustedKeys trust) {
    this.trust = trust;
  }

  /** The best that can be said of all; unsigned when there are none. */
  SignatureState best(List<Claim> claims) {
    return claims.stream()
        .map(this::check)
        .max(Comparator.comparing(SignatureState::kind))
        .orElse(SignatureState.UNSIGNED);
  }

  private SignatureState check(Claim claim) {
    if (!claim.subject()) {
      return SignatureState.invalid("what is signed is another artifact");
    }
    for (TrustedKey each : trust.keys()) {
      if (KeyCheck.verifies(each.key(), claim.signed(), claim.signature())) {
        return SignatureState.verified(each.name());
      }
      if (Digest.sha256(each.key().getEncoded()).equals(claim.hint())) {
        return SignatureState.invalid("it is not by the key of " + each.name() + ", as it says");
      }
    }
    if (claim.certificate() == null) {
      return SignatureState.unknown(null);
    }
    return KeyCheck.verifies(claim.certificate().getPublicKey(), claim.signed(), claim.signature())
        ? SignatureState.unknown(Certificates.identity(claim.certificate()))
        : SignatureState.invalid("it is not by the key of its certificate");
  }
}

package io.weir.registry.signature;

import io.weir.registry.Digest;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the signatures of an artifact and checks them. */
public final class SignatureReader {
  static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final Pattern TAG = Pattern.compile("(sha256|sha512)-([0-9a-f]{64,128})\\.sig");

  private SignatureReader() {}

  /** Whether a referrer of that type is a signature. */
  public static boolean isSignature(@Nullable String artifactType) {
    return artifactType != null && artifactType.startsWith("application/vnd.dev.sigstore.bundle.");
  }

  /** What a tag of cosign 2 says that it signs; null for any other tag. */
  public static @Nullable Digest signedBy(String tag) {
    Matcher match = TAG.matcher(tag);
    if (!match.matches()) {
      return null;
    }
    try {
      return new Digest(Digest.Algorithm.parse(match.group(1)), match.group(2));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The best that its signatures say of {@code manifest}. Blocks. */
  public static SignatureState read(
      RegistryStore store, Repository repository, ManifestState manifest, TrustedKeys trust)
      throws IOException {
    return SignatureState.UNSIGNED;
  }
}

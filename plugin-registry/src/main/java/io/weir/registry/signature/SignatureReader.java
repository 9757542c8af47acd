package io.weir.registry.signature;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.plugin.StoreBlobs;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the signatures of an artifact in the store and checks them. What it reads is bounded. */
public final class SignatureReader {
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final Pattern TAG = Pattern.compile("(sha256|sha512)-([0-9a-f]{64,128})\\.sig");
  private static final int MAX_SIGNATURES = 32;
  private static final int MAX_BYTES = 256 << 10;

  private final RegistryStore store;
  private final Repository repository;
  private final StoreBlobs blobs;
  private final List<Claim> claims = new ArrayList<>();

  private SignatureReader(RegistryStore store, Repository repository) {
    this.store = store;
    this.repository = repository;
    this.blobs = new StoreBlobs(store, repository.name());
  }

  /** Whether a referrer of that type is a signature. */
  public static boolean isSignature(@Nullable String artifactType) {
    return BUNDLE.equals(artifactType);
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
    SignatureReader reader = new SignatureReader(store, repository);
    reader.byTag(manifest.digest());
    reader.byReferrers(manifest.digest());
    return new ClaimCheck(trust).best(reader.claims);
  }

  private void byTag(Digest subject) throws IOException {
    String name = subject.algorithm().label() + "-" + subject.hex() + ".sig";
    Tag tag = repository.tags().get(name);
    for (Descriptor each : layers(tag == null ? null : tag.digest(), SimpleSigning.LAYER)) {
      byte[] payload = blobs.small(each.digest().toString(), MAX_BYTES);
      if (payload != null) {
        claims.add(SimpleSigning.read(each, payload, subject));
      }
    }
  }

  private void byReferrers(Digest subject) throws IOException {
    byte[] manifest = store.manifestContent(subject);
    for (ManifestState referrer : repository.referrers(subject)) {
      if (!isSignature(referrer.artifactType()) || manifest == null) {
        continue;
      }
      for (Descriptor each : layers(referrer.digest(), BUNDLE)) {
        byte[] bundle = blobs.small(each.digest().toString(), MAX_BYTES);
        Claim claim = bundle == null ? null : SigstoreBundle.read(bundle, subject, manifest);
        if (claim != null) {
          claims.add(claim);
        }
      }
    }
  }

  /** The layers of that type, as far as there is room for more signatures. */
  private List<Descriptor> layers(@Nullable Digest digest, String type) throws IOException {
    byte[] content = digest == null ? null : store.manifestContent(digest);
    if (content == null || claims.size() >= MAX_SIGNATURES) {
      return List.of();
    }
    try {
      return Manifest.read(content, "") instanceof Manifest.Image image
          ? image.layers().stream()
              .filter(each -> each.mediaType().equals(type))
              .limit(MAX_SIGNATURES - claims.size())
              .toList()
          : List.of();
    } catch (IllegalArgumentException e) { // pushed elsewhere, by other rules
      return List.of();
    }
  }
}

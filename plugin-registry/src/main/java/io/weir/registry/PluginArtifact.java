package io.weir.registry;

import org.jspecify.annotations.Nullable;

/**
 * A plugin as pulled, its digests verified.
 *
 * @param wasm the binary module; owned by this object from now on, not to be changed
 * @param wasmSha256 the lower-case hex SHA-256 of {@code wasm}
 * @param manifestDigest the digest of the platform's manifest; null without a registry
 * @param layout how it lay in the artifact
 * @param spec the text of {@code spec.yaml}; null when there was none
 * @param url the address that it was asked for by
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the digests, see equals
public record PluginArtifact(
    byte[] wasm,
    String wasmSha256,
    @Nullable Digest manifestDigest,
    PluginLayout layout,
    @Nullable String spec,
    String url) {

  /** An artifact of {@code wasm}, whose digest is taken here. */
  public static PluginArtifact of(
      byte[] wasm,
      @Nullable Digest manifestDigest,
      PluginLayout layout,
      @Nullable String spec,
      String url) {
    return new PluginArtifact(wasm, Digest.sha256(wasm).hex(), manifestDigest, layout, spec, url);
  }

  /** What a {@code sha256} pin names: the manifest's digest, or the module's without a registry. */
  public Digest pinDigest() {
    return manifestDigest != null
        ? manifestDigest
        : new Digest(Digest.Algorithm.SHA256, wasmSha256);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PluginArtifact other
        && other.wasmSha256.equals(wasmSha256)
        && other.url.equals(url)
        && other.pinDigest().equals(pinDigest());
  }

  @Override
  public int hashCode() {
    return wasmSha256.hashCode();
  }

  @Override
  public String toString() {
    return "%s (%s, %s, module sha256:%s, %d bytes)"
        .formatted(url, layout, pinDigest(), wasmSha256, wasm.length);
  }
}

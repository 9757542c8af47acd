package io.weir.registry.signature;

import io.weir.registry.Digest;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Collectors;

/** Public keys whose signatures are believed, with the names of their holders. Immutable. */
public final class TrustedKeys {
  private final List<TrustedKey> keys;

  /**
   * A key and whose it is.
   *
   * @param name for people
   */
  public record TrustedKey(String name, PublicKey key) {}

  public TrustedKeys(List<TrustedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  public List<TrustedKey> keys() {
    return keys;
  }

  /** Differs when the keys or their names do. */
  public String fingerprint() {
    String all =
        keys.stream()
            .map(each -> each.name() + " " + Digest.sha256(each.key().getEncoded()))
            .collect(Collectors.joining("\n"));
    return Digest.sha256(all.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .hex()
        .substring(0, 16);
  }
}

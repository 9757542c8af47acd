package io.weir.registry.signature;

import io.weir.registry.Digest;
import io.weir.registry.config.PluginsConfig.Trust;
import java.nio.charset.StandardCharsets;
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

  /**
   * Reads what the configuration has.
   *
   * @throws IllegalArgumentException when one is no key, naming it
   */
  public static TrustedKeys of(List<Trust> trust) {
    return new TrustedKeys(
        trust.stream()
            .map(
                each -> new TrustedKey(each.name(), PublicKeys.read(each.publicKey(), each.name())))
            .toList());
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
    return Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }
}

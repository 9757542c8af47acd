package io.weir.registry.config;

import java.util.List;
import java.util.Objects;

/**
 * {@code plugins}: how plugins are looked at.
 *
 * @param validation what is done about a plugin with errors; {@link Validation#WARN} when left out
 * @param trust whose signatures are believed; nobody's when left out
 */
public record PluginsConfig(Validation validation, List<Trust> trust) {
  /** What is done about a plugin with errors. */
  public enum Validation {
    /** Plugins are not looked at when they are pushed. */
    OFF,
    /** It is stored, and whoever pushed it is told. */
    WARN,
    /** It is refused. */
    ENFORCE
  }

  /**
   * A key whose signatures are believed.
   *
   * @param name of its holder, for people
   * @param publicKey PEM, as {@code cosign.pub} has it
   */
  public record Trust(String name, String publicKey) {
    public Trust {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("name: missing (expected: whose key it is)");
      }
      if (publicKey == null || !publicKey.contains("-----BEGIN ")) {
        throw new IllegalArgumentException(
            "publicKey: not PEM (expected: -----BEGIN PUBLIC KEY-----, or ${file:cosign.pub})");
      }
    }
  }

  public PluginsConfig {
    validation = Objects.requireNonNullElse(validation, Validation.WARN);
    trust = trust == null ? List.of() : List.copyOf(trust);
  }
}

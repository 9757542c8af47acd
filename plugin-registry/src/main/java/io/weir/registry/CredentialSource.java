package io.weir.registry;

import org.jspecify.annotations.Nullable;

/** Where a client finds credentials. Called from any thread, may block. */
@FunctionalInterface
public interface CredentialSource {
  /** Knows none. */
  CredentialSource NONE = registry -> null;

  /** The credentials for {@code registry} ({@code host} or {@code host:port}), or null. */
  @Nullable Credentials find(String registry);

  /** Asks this source, then {@code next}. */
  default CredentialSource or(CredentialSource next) {
    return registry -> {
      Credentials found = find(registry);
      return found != null ? found : next.find(registry);
    };
  }
}

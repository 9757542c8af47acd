package io.weir.host.admin;

import io.weir.registry.http.RegistryHandler;

/**
 * What answers below {@link #PATH}.
 *
 * @param pages take paths without {@link #PATH}
 */
public record Marketplace(RegistryHandler pages) {
  public static final String PATH = "/marketplace";

  /** Whether {@code path} is one of the pages'. */
  static boolean has(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }
}

package io.weir.proxywasm;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ABI versions that are spoken, told by a marker export. Later versions include earlier ones.
 */
public enum AbiVersion {
  V0_1_0("proxy_abi_version_0_1_0"),
  V0_2_0("proxy_abi_version_0_2_0"),
  V0_2_1("proxy_abi_version_0_2_1"),
  /** Higress: 0.2.1 with a literal StopIteration on headers. */
  V0_2_100("proxy_abi_version_0_2_100");

  private final String marker;

  AbiVersion(String marker) {
    this.marker = marker;
  }

  /** Whether StopIteration on headers keeps its literal meaning. */
  boolean literalStopIteration() {
    return this == V0_2_100;
  }

  /** The highest version whose marker is among {@code exports}, or null. */
  static @Nullable AbiVersion detect(Set<String> exports) {
    AbiVersion found = null;
    for (AbiVersion version : values()) {
      if (exports.contains(version.marker)) {
        found = version;
      }
    }
    return found;
  }
}

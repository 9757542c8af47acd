package io.weir.host.boot;

import io.weir.host.config.ConfigApplier;
import io.weir.host.config.Secrets;

/** The one place where the process meets the data plane. */
final class DataPlanes {
  private DataPlanes() {}

  /** See {@link DataPlane}. */
  static ConfigApplier open(RunOptions options, Secrets secrets) {
    throw new UnsupportedOperationException(
        "data plane: none in this build (expected: an applier from io.weir.host.plugin)");
  }
}

package io.weir.host.config;

import io.weir.host.config.ConfigException.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the files of a store. */
final class StoreErrors {
  private StoreErrors() {}

  static ConfigException problem(String message, String remedy, @Nullable Throwable cause) {
    return new ConfigException(List.of(new Problem("", 0, message, remedy)), cause);
  }

  static ConfigException unreadable(Path file, IOException e) {
    return problem(file + ": " + FileErrors.describe(e), "check the files beside it", e);
  }

  static ConfigException unwritable(Path file, IOException e) {
    return problem(file + ": " + FileErrors.describe(e), "free some space, or make it writable", e);
  }
}

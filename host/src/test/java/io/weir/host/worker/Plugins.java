package io.weir.host.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The built plugins that tests use; a test that lacks one says so and how to build it. */
final class Plugins {
  private Plugins() {}

  /** The url of {@code plugins-LANGUAGE/out/NAME.wasm}. */
  static String url(String language, String name) {
    Path file =
        Path.of("..", "plugins-" + language, "out", name + ".wasm").toAbsolutePath().normalize();
    Assumptions.assumeTrue(
        Files.exists(file),
        "plugins-"
            + language
            + "/out/"
            + name
            + ".wasm is not built: run plugins-"
            + language
            + "/build");
    return file.toUri().toString();
  }
}

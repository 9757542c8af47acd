package io.weir.registry;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests run, from $WEIR_TOOLS or the PATH. */
public final class Tools {
  private Tools() {}

  /**
   * Finds a program; the test says that it skips where it is missing.
   *
   * @param install how to get it
   */
  public static Path find(String name, String install) {
    String own = Objects.requireNonNullElse(System.getenv("WEIR_TOOLS"), "");
    String path = own + File.pathSeparator + System.getenv("PATH");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () ->
                Assumptions.abort(
                    name
                        + " is neither in $WEIR_TOOLS nor on the PATH: skipping its test ("
                        + install
                        + ")"));
  }
}

package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.EngineUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the shared library is. */
final class LibraryFile {
  static final String PROPERTY = "weir.wasmtime.lib";
  static final String VARIABLE = "WEIR_WASMTIME_LIB";
  static final String HOME = "WEIR_HOME";
  private static final String REMEDY =
      "; run abi-proxywasm/engine-wasmtime/fetch-wasmtime DIR and set " + VARIABLE + " to the file";

  private LibraryFile() {}

  /**
   * Finds the library.
   *
   * @param properties system properties by name, null where not set
   * @param environment environment variables by name, null where not set
   * @throws EngineUnavailableException naming where it was searched and the remedy
   */
  static Path find(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    String property = properties.apply(PROPERTY);
    if (property != null && !property.isEmpty()) {
      return existing("system property " + PROPERTY, Path.of(property));
    }
    String variable = environment.apply(VARIABLE);
    if (variable != null && !variable.isEmpty()) {
      return existing("environment variable " + VARIABLE, Path.of(variable));
    }
    String home = environment.apply(HOME);
    if (home != null && !home.isEmpty()) {
      return existing(HOME, Path.of(home, "lib", fileName()));
    }
    throw new EngineUnavailableException(
        "libwasmtime: none of system property "
            + PROPERTY
            + ", "
            + VARIABLE
            + " and "
            + HOME
            + " is set"
            + REMEDY,
        null);
  }

  private static Path existing(String source, Path named) {
    Path file = Files.isDirectory(named) ? named.resolve(fileName()) : named;
    if (!Files.isReadable(file)) {
      throw new EngineUnavailableException(
          "libwasmtime: no readable file " + file + " (from " + source + ")" + REMEDY, null);
    }
    return file.toAbsolutePath();
  }

  /** The file's name on this system. */
  static String fileName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return "libwasmtime.dylib";
    }
    return system.startsWith("windows") ? "wasmtime.dll" : "libwasmtime.so";
  }
}

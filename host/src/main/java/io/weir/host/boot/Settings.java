package io.weir.host.boot;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.SettingsFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name ({@code admin-tls-cert}), each from the first place that has it: the flag
 * ({@code --admin-tls-cert}), the environment ({@code WEIR_ADMIN_TLS_CERT}), the file {@code
 * weir.yaml} in the data directory ({@code admin-tls-cert: ...}).
 */
final class Settings {
  private static final List<String> NAMES =
      List.of(
          "config",
          "admin",
          "admin-tls-cert",
          "admin-tls-key",
          "workers",
          "cpus",
          "drain",
          "drain-delay",
          "log-level",
          "marketplace",
          "gateway",
          "registry",
          "demo");

  private final Map<String, String> flags;
  private final Function<String, @Nullable String> environment;
  private final Path data;
  private final Map<String, String> file;

  /**
   * @throws ConfigException when the settings file is wrong
   */
  Settings(Map<String, String> flags, Function<String, @Nullable String> environment) {
    this.flags = flags;
    this.environment = environment;
    // where the file is cannot stand in the file
    this.data = data(flags.get("data"), environment);
    Set<String> names = new LinkedHashSet<>(NAMES);
    this.file = SettingsFile.read(data.resolve("weir.yaml"), names);
  }

  /** The data directory; it need not exist yet. */
  Path data() {
    return data;
  }

  /** The value of a setting and where it was found, or null. */
  @Nullable Value find(String name) {
    String flag = flags.get(name);
    if (flag != null) {
      return new Value("--" + name, flag);
    }
    String variable = environment.apply(variable(name));
    if (variable != null && !variable.isEmpty()) {
      return new Value(variable(name), variable);
    }
    String written = file.get(name);
    return written == null ? null : new Value(data.resolve("weir.yaml") + ": " + name, written);
  }

  Value get(String name, String fallback) {
    Value value = find(name);
    return value == null ? new Value("--" + name, fallback) : value;
  }

  /**
   * @param source what a message calls it: {@code --admin}, {@code WEIR_ADMIN}
   */
  record Value(String source, String text) {
    ConfigException wrong(String expected, String remedy) {
      String message = "\"" + text + "\" (expected: " + expected + ")";
      return new ConfigException(new Problem(source, 0, message, remedy));
    }
  }

  private static Path data(@Nullable String flag, Function<String, @Nullable String> environment) {
    String variable = environment.apply("WEIR_DATA");
    if (flag != null) {
      return Path.of(flag).toAbsolutePath().normalize();
    }
    return variable == null || variable.isEmpty()
        ? Path.of(System.getProperty("user.home", "."), ".weir").toAbsolutePath()
        : Path.of(variable).toAbsolutePath().normalize();
  }

  private static String variable(String name) {
    return "WEIR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}

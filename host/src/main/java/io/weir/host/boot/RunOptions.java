package io.weir.host.boot;

import io.weir.host.config.ConfigException;
import io.weir.host.config.Durations;
import io.weir.host.config.HostPort;
import io.weir.host.worker.DataPlaneOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is to run.
 *
 * @param config the file that it serves, or null for the store in the data directory
 * @param adminTls null when the admin API speaks plain HTTP, which it does on loopback only
 * @param data the data directory, absolute; it need not exist yet
 * @param dataPlane workers, processors and times to drain
 * @param logLevel in capitals
 * @param marketplace the registry whose plugins the admin port shows; null for none
 */
public record RunOptions(
    @Nullable Path config,
    HostPort admin,
    @Nullable AdminTls adminTls,
    Path data,
    DataPlaneOptions dataPlane,
    String logLevel,
    @Nullable URI marketplace) {
  private static final int MAX_WORKERS = 1024;
  private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  /** Two PEM files. */
  public record AdminTls(Path certificate, Path key) {}

  /**
   * @param flags by name without dashes
   * @param environment the value of a variable or null
   * @throws ConfigException naming the flag, variable or line that is wrong
   */
  static RunOptions resolve(
      Map<String, String> flags, Function<String, @Nullable String> environment) {
    Settings settings = new Settings(flags, environment);
    Settings.Value config = settings.find("config");
    AdminTls tls = tls(settings);
    return new RunOptions(
        config == null ? null : Path.of(config.text()).toAbsolutePath().normalize(),
        admin(settings.get("admin", "127.0.0.1:8081"), tls),
        tls,
        settings.data(),
        dataPlane(settings),
        logLevel(settings.get("log-level", "info")),
        marketplace(settings.find("marketplace")));
  }

  /** These, with {@code registry} shown unless there is another one. */
  RunOptions withMarketplace(URI registry) {
    return marketplace != null
        ? this
        : new RunOptions(config, admin, adminTls, data, dataPlane, logLevel, registry);
  }

  private static @Nullable URI marketplace(Settings.@Nullable Value value) {
    if (value == null) {
      return null;
    }
    try {
      URI uri = new URI(value.text());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
      throw notWeb(value);
    } catch (URISyntaxException e) {
      throw notWeb(value);
    }
  }

  private static ConfigException notWeb(Settings.Value value) {
    return value.wrong("http://HOST:PORT or https://HOST", "write http://127.0.0.1:5000");
  }

  private static HostPort admin(Settings.Value value, @Nullable AdminTls tls) {
    HostPort address = HostPort.parse(value.text());
    if (address == null) {
      throw value.wrong("HOST:PORT", "write 127.0.0.1:8081");
    }
    if (!address.isLoopback() && tls == null) {
      throw value.wrong(
          "a loopback address, as there is no TLS",
          "write 127.0.0.1:"
              + address.port()
              + ", or give --admin-tls-cert FILE and --admin-tls-key FILE");
    }
    return address;
  }

  private static @Nullable AdminTls tls(Settings settings) {
    Settings.Value certificate = settings.find("admin-tls-cert");
    Settings.Value key = settings.find("admin-tls-key");
    if (certificate != null && key != null) {
      return new AdminTls(file(certificate), file(key));
    }
    if (certificate != null) {
      throw certificate.wrong("a key beside it", "give --admin-tls-key FILE as well");
    }
    if (key != null) {
      throw key.wrong("a certificate beside it", "give --admin-tls-cert FILE as well");
    }
    return null;
  }

  private static Path file(Settings.Value value) {
    Path file = Path.of(value.text()).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw value.wrong("a file that the gateway can read", "check the path and its permissions");
    }
    return file;
  }

  private static DataPlaneOptions dataPlane(Settings settings) {
    List<Integer> cpus = cpus(settings);
    int usual = cpus.isEmpty() ? Runtime.getRuntime().availableProcessors() : cpus.size();
    return new DataPlaneOptions(
        workers(settings, usual),
        cpus,
        duration(settings.get("drain-delay", "0s")),
        duration(settings.get("drain", "10s")));
  }

  private static List<Integer> cpus(Settings settings) {
    Settings.Value value = settings.find("cpus");
    if (value == null) {
      return List.of();
    }
    List<Integer> cpus = CpuList.parse(value.text());
    if (cpus == null) {
      throw value.wrong(CpuList.EXPECTED, "see lscpu for those of this machine");
    }
    return cpus;
  }

  private static Duration duration(Settings.Value value) {
    Duration duration = Durations.parse(value.text());
    if (duration == null) {
      throw value.wrong(Durations.EXPECTED, "write 30s");
    }
    return duration;
  }

  private static int workers(Settings settings, int usual) {
    Settings.Value value = settings.get("workers", Integer.toString(usual));
    if (!value.text().matches("[0-9]{1,4}")
        || Integer.parseInt(value.text()) < 1
        || Integer.parseInt(value.text()) > MAX_WORKERS) {
      throw value.wrong("1 to " + MAX_WORKERS, "leave it out for one worker a core");
    }
    return Integer.parseInt(value.text());
  }

  private static String logLevel(Settings.Value value) {
    String level = value.text().toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw value.wrong("error, warn, info, debug or trace", "write info");
    }
    return level;
  }
}

package io.weir.host.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of a command that starts a gateway; what they mean is decided by {@link RunOptions}.
 */
@SuppressWarnings(
    "NullAway.Init") // picocli sets the fields, and leaves those out that were not given
public final class RunFlags {
  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where the admin API listens (default 127.0.0.1:8081).")
  @Nullable String admin;

  @Option(
      names = "--admin-tls-cert",
      paramLabel = "FILE",
      description = "Certificate chain of the admin API, PEM. Needed beyond loopback.")
  @Nullable String adminTlsCert;

  @Option(
      names = "--admin-tls-key",
      paramLabel = "FILE",
      description = "Its private key, PEM (PKCS #8).")
  @Nullable String adminTlsKey;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Token, store and caches (default ~/.weir).")
  @Nullable String data;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers of the data plane (default: one for each core, or of --cpus).")
  @Nullable String workers;

  @Option(
      names = "--cpus",
      paramLabel = "LIST",
      description = "Processors to bind the workers to, such as 0-3,8 (Linux; default: none).")
  @Nullable String cpus;

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      description = "How long streams may go on when the gateway stops (default 10s).")
  @Nullable String drain;

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      description = "How long before that it is not ready, yet takes connections (default 0s).")
  @Nullable String drainDelay;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warn, info, debug or trace (default info).")
  @Nullable String logLevel;

  @Option(
      names = "--marketplace",
      paramLabel = "URL",
      description = {
        "The registry whose plugins the admin port shows at /marketplace/, such as",
        "http://127.0.0.1:5000 (default: none; up: its own)."
      })
  @Nullable String marketplace;

  /** The flags that were given, by their names without the dashes. */
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "admin", admin);
    put(given, "admin-tls-cert", adminTlsCert);
    put(given, "admin-tls-key", adminTlsKey);
    put(given, "data", data);
    put(given, "workers", workers);
    put(given, "cpus", cpus);
    put(given, "drain", drain);
    put(given, "drain-delay", drainDelay);
    put(given, "log-level", logLevel);
    put(given, "marketplace", marketplace);
    return given;
  }

  static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}

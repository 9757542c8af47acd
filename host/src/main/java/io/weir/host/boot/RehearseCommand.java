package io.weir.host.boot;

import io.weir.host.config.HostPort;
import io.weir.host.config.Redactor;
import io.weir.host.plugin.Engines;
import io.weir.proxywasm.engine.EngineOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What every start needs, once: a gateway gets ready, answers a request through a plugin on each
 * engine and an upstream, and a probe, and stops. The launcher has the JVM record what is loaded
 * meanwhile. All ports are free ones of loopback.
 */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Starts a gateway of its own, sends one request through it and stops it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RehearseCommand implements Callable<Integer> {
  private static final HostPort LOOPBACK = new HostPort("127.0.0.1", 0);
  private static final String SEEN = "as consumer rehearsal";

  private final DataPlaneFactory dataPlane;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Its data directory, a new one.")
  Path data;

  RehearseCommand(DataPlaneFactory dataPlane) {
    this.dataPlane = dataPlane;
  }

  @Override
  public Integer call() throws IOException {
    Redactor redactor = new Redactor();
    try (DemoOrigin origin = DemoOrigin.start(LOOPBACK)) {
      RunOptions options = options(origin.port());
      Logging.configure(options.logLevel(), redactor);
      try (Gateway gateway = Gateway.start(options, redactor, dataPlane)) {
        expect("http://" + gateway.gatewayAddresses().getFirst() + "/", SEEN);
        expect(gateway.adminUrl() + "/ready", "ready");
      }
    }
    return 0;
  }

  /** What the environment says is for real starts. */
  private RunOptions options(int origin) throws IOException {
    Files.createDirectories(data);
    Path module = Files.write(data.resolve("plugin.wasm"), RehearsalPlugin.MODULE);
    Path config = data.resolve("gateway.yaml");
    Files.writeString(config, configuration(origin, module.toUri(), engines()));
    Map<String, String> flags =
        Map.of("config", config.toString(), "data", data.toString(), "admin", LOOPBACK.toString());
    return RunOptions.resolve(flags, name -> null);
  }

  private static List<String> engines() {
    try (Engines engines = new Engines(new EngineOptions(null))) {
      return engines.statuses().stream()
          .filter(Engines.Status::available)
          .map(Engines.Status::name)
          .toList();
    }
  }

  private static String configuration(int origin, URI module, List<String> engines) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("listeners: [ { name: web, address: \"%s\" } ]%n".formatted(LOOPBACK));
    yaml.append("upstreams: [ { name: origin, endpoints: [ 127.0.0.1:%d ] } ]%n".formatted(origin));
    yaml.append("plugins:\n");
    for (String engine : engines) {
      yaml.append(
          "  - { name: on-%s, url: \"%s\", engine: %s }%n".formatted(engine, module, engine));
    }
    yaml.append("routes:\n  - name: all\n    backendRefs: [ { name: origin } ]\n    plugins:\n");
    engines.forEach(engine -> yaml.append("      - { name: on-%s }%n".formatted(engine)));
    return yaml.toString();
  }

  private static void expect(String url, String text) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      int status = connection.getResponseCode();
      String body = text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
      if (status != 200 || !body.contains(text)) {
        throw new IllegalStateException(
            url + ": " + status + " \"" + body + "\" (expected: 200 with \"" + text + "\")");
      }
    } finally {
      connection.disconnect();
    }
  }

  /** An answer without a body has no stream. */
  private static String text(@Nullable InputStream body) throws IOException {
    return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }
}

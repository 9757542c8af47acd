package io.weir.host.field;

import io.weir.host.config.ConfigReader;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.host.worker.DataPlaneOptions;
import io.weir.host.worker.WorkerDataPlane;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** The one gateway of the field tests, with its origin. */
final class FieldGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final FieldOrigin origin = new FieldOrigin();
  private final TcpEcho echo = new TcpEcho();
  private final Set<String> engines;
  private final WorkerDataPlane plane;

  FieldGateway() throws IOException {
    // Kept between runs: compiled modules are most of the time that a start takes.
    Path cache = Files.createDirectories(Path.of("target", "field-cache"));
    Engines opened = new Engines(new EngineOptions(cache.resolve("code")));
    engines =
        opened.statuses().stream()
            .filter(Engines.Status::available)
            .map(Engines.Status::name)
            .collect(Collectors.toSet());
    plane =
        new WorkerDataPlane(
            DataPlaneOptions.of(2),
            opened,
            new PluginPuller(cache.resolve("pulled"), ClientOptions.defaults()),
            new Secrets(Map.<String, String>of()::get, new Redactor()));
    plane.apply(
        ConfigReader.read(
            FieldConfig.yaml(origin.port(), echo.port(), engines), ConfigReader.Format.YAML));
  }

  FieldOrigin origin() {
    return origin;
  }

  /** Skips the test, saying so, when the plugin or its engine is not there. */
  HttpRequest.Builder request(String plugin, String engine, String path) {
    assumeThere(plugin, engine);
    int port = port("web");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("x-route", FieldPlugin.route(plugin, engine));
  }

  /** A connection to the listener of a plugin for TCP; skips as {@link #request} does. */
  Socket connect(String plugin, String engine) throws IOException {
    assumeThere(plugin, engine);
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), port(FieldPlugin.route(plugin, engine)));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private int port(String listener) {
    return Objects.requireNonNull(plane.listeners().get(listener)).getPort();
  }

  private void assumeThere(String plugin, String engine) {
    Assumptions.assumeTrue(
        engines.contains(engine),
        engine + " does not run here: set WEIR_WASMTIME_LIB, see ./weir build");
    Assumptions.assumeTrue(
        Files.exists(FieldPlugin.file(plugin)),
        plugin + ".wasm is not built: run plugins-field/build");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String plugin, String engine, String path) throws Exception {
    return send(request(plugin, engine, path));
  }

  HttpResponse<String> post(HttpRequest.Builder request, String body) throws Exception {
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  @Override
  public void close() throws IOException {
    plane.stop(0);
    origin.close();
    echo.close();
  }
}

package io.weir.host.worker;

import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** A data plane on a free port, with one worker unless a test wants more. */
final class TestGateway implements AutoCloseable {
  private final WorkerDataPlane plane;

  TestGateway(Path folder, int workers) {
    plane =
        new WorkerDataPlane(
            DataPlaneOptions.of(workers),
            new Engines(new EngineOptions(folder.resolve("code"))),
            new PluginPuller(folder.resolve("cache"), ClientOptions.defaults()),
            new Secrets(Map.<String, String>of()::get, new Redactor()));
  }

  /** One route to {@code origin} for everything. */
  static TestGateway to(Path folder, RawOrigin origin) {
    return to(folder, origin, "");
  }

  /**
   * @param more of the route, as YAML that begins with a comma
   */
  static TestGateway to(Path folder, RawOrigin origin, String more) {
    TestGateway gateway = new TestGateway(folder, 1);
    gateway.apply(oneRoute(origin, "", more));
    return gateway;
  }

  /**
   * @param plugins entries of the list of plugins, one a line
   * @param more of the route, as YAML that begins with a comma
   */
  static String oneRoute(RawOrigin origin, String plugins, String more) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0" } ]
    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
    plugins: [ %s ]
    routes: [ { name: all, backendRefs: [ { name: origin } ] %s } ]
    """
        .formatted(origin.port(), plugins, more);
  }

  long apply(String yaml) {
    return plane.apply(config(yaml));
  }

  static GatewayConfig config(String yaml) {
    return ConfigReader.read(yaml, ConfigReader.Format.YAML);
  }

  WorkerDataPlane plane() {
    return plane;
  }

  int port() {
    return Objects.requireNonNull(plane.listeners().get("web")).getPort();
  }

  RawClient connect() throws Exception {
    return new RawClient(port());
  }

  /** The whole answer to {@code request}, to the end of the connection. */
  String exchange(String request) throws Exception {
    try (RawClient client = connect()) {
      return client.send(request).readAll();
    }
  }

  /** Waits for what comes about by itself, 10 s at most. */
  static boolean soon(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(10);
    }
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    plane.stop(0);
  }
}

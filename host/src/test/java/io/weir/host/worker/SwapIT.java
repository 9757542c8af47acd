package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route's plugins change under a live stream, in three languages. */
class SwapIT {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Semaphore next = new Semaphore(0);
  private HttpServer origin;
  private WorkerDataPlane gateway;

  @BeforeEach
  void start() throws Exception {
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    origin.createContext(
        "/stream",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 4; i++) {
            next.acquireUninterruptibly();
            exchange.getResponseBody().write(new byte[] {'a'});
            exchange.getResponseBody().flush();
          }
          exchange.close();
        });
    origin.createContext(
        "/plain",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write(new byte[] {'a'});
          exchange.close();
        });
    origin.start();
    gateway =
        new WorkerDataPlane(
            DataPlaneOptions.of(2),
            new Engines(new EngineOptions(folder.resolve("code"))),
            new PluginPuller(folder.resolve("cache"), ClientOptions.defaults()),
            new Secrets(Map.<String, String>of()::get, new Redactor()));
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    origin.stop(0);
  }

  private GatewayConfig config(String version, String tag) {
    StringBuilder plugins = new StringBuilder();
    StringBuilder bound = new StringBuilder();
    for (String language : new String[] {"rs", "go", "js"}) {
      plugins.append(
          "  - { name: %s, url: \"%s\", pluginConfig: { tag: %s } }%n"
              .formatted(language, Plugins.url(language, "stamp-v" + version), tag));
      bound.append(" { name: ").append(language).append(" },");
    }
    String yaml =
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        plugins:
        %s
        routes:
          - { name: all, backendRefs: [ { name: origin } ], plugins: [ %s ] }
        """
            .formatted(origin.getAddress().getPort(), plugins, bound);
    return ConfigReader.read(yaml, ConfigReader.Format.YAML);
  }

  private HttpResponse<InputStream> get(String path) throws Exception {
    int port = Objects.requireNonNull(gateway.listeners().get("web")).getPort();
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String stamp(HttpResponse<?> response, String language) {
    return response.headers().firstValue("x-stamp-" + language).orElse("none");
  }

  @Test
  void keepsAStreamOnItsVersionAndDrainsItAfterwards() throws Exception {
    gateway.apply(config("1", "one"));
    next.release(); // this origin sends its headers with the first byte
    HttpResponse<InputStream> stream = get("/stream");
    assertEquals(200, stream.statusCode());
    int first = stream.body().read();
    assertTrue(first != 'a', "three plugins have changed the byte");

    gateway.apply(config("2", "two"));
    HttpResponse<InputStream> after = get("/plain");
    for (String language : new String[] {"rs", "go", "js"}) {
      assertTrue(stamp(stream, language).startsWith("1:"), stamp(stream, language));
      assertTrue(stamp(after, language).startsWith("2:"), stamp(after, language));
    }
    assertEquals(6, gateway.plugins().size(), "the stream holds three generations");

    next.release(3);
    for (int i = 0; i < 3; i++) {
      assertEquals(first, stream.body().read(), "the old version still acts on the stream");
    }
    assertEquals(-1, stream.body().read());
    for (int i = 0; i < 500 && gateway.plugins().size() > 3; i++) {
      Thread.sleep(10);
    }
    assertEquals(3, gateway.plugins().size(), gateway.plugins().toString());
  }

  @Test
  void refusesWhatDoesNotLoadAndKeepsServing() throws Exception {
    gateway.apply(config("1", "one"));
    Path broken = folder.resolve("broken.wasm");
    java.nio.file.Files.write(broken, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 9, 9, 9});
    String yaml =
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        plugins: [ { name: broken, url: "%s" } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:1" ] } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ], plugins: [ { name: broken } ] } ]
        """
            .formatted(broken.toUri());
    GatewayConfig bad = ConfigReader.read(yaml, ConfigReader.Format.YAML);
    ConfigException e = assertThrows(ConfigException.class, () -> gateway.apply(bad));
    assertTrue(e.problems().toString().contains("plugins[broken].url"), e.problems().toString());
    assertEquals(1, gateway.generation());
    assertTrue(stamp(get("/plain"), "rs").startsWith("1:"));
  }
}

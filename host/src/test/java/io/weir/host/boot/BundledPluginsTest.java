package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.ClientOptions;
import io.weir.registry.Digest;
import io.weir.registry.PluginPuller;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start of the demonstration does with the plugins, at a real registry. */
class BundledPluginsTest {
  private static final String TOKEN = "push-token";
  private static final Path SOURCE = Path.of("../plugins-rs/key-auth");
  private static final byte[] FIRST = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final byte[] SECOND = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 2, 1, 'x'};

  @TempDir Path home;
  @TempDir Path data;
  private final List<RegistryException> kept = new ArrayList<>();
  private Path module;

  @BeforeEach
  void aPluginThatIsBuilt() throws IOException {
    Path folder = Files.createDirectories(home.resolve("plugins-rs/key-auth"));
    for (String each : new String[] {"spec.yaml", "README.md", "icon.png", "Cargo.toml"}) {
      Files.copy(SOURCE.resolve(each), folder.resolve(each));
    }
    module = Files.createDirectories(home.resolve("plugins-rs/out")).resolve("key-auth.wasm");
  }

  private RegistryServer registry(RegistryConfig config) throws IOException {
    return RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, data, TOKEN).withConfig(config));
  }

  private String push(RegistryServer server, byte[] wasm) throws IOException {
    Files.write(module, wasm);
    return BundledPlugins.push(
        BundledPlugins.built(home).getFirst(), server.authority(), TOKEN, kept::add);
  }

  private static Digest named(String reference) {
    try (RegistryClient client = new RegistryClient(ClientOptions.defaults())) {
      return client.resolve(Reference.parse(reference)).digest();
    }
  }

  @Test
  void aPluginThatIsBuiltAnewTakesTheTagOfItsVersion() throws IOException {
    try (RegistryServer server = registry(BundledPlugins.movable(RegistryConfig.defaults()))) {
      String reference = push(server, FIRST);
      assertEquals(server.authority() + "/plugins/key-auth:1.0.0", reference);
      Digest first = named(reference);
      push(server, FIRST);
      assertEquals(first, named(reference));

      push(server, SECOND);
      assertNotEquals(first, named(reference));
      assertEquals(named(reference), named(reference.replace("1.0.0", "latest")));
      try (PluginPuller puller =
          new PluginPuller(data.resolve("cache"), ClientOptions.defaults())) {
        Assertions.assertArrayEquals(SECOND, puller.pull("oci://" + reference, null).wasm());
      }
    }
  }

  @Test
  void rulesOfTheUserComeFirst() throws IOException {
    RegistryConfig config =
        RegistryConfig.parse(
            "tags: { rules: [ { repositories: [plugins/key-auth], immutable: SEMVER } ] }");
    try (RegistryServer server = registry(BundledPlugins.movable(config))) {
      String reference = push(server, FIRST);
      Digest first = named(reference);
      assertEquals(List.of(), kept);
      push(server, SECOND);
      assertEquals(first, named(reference));
      String told = String.valueOf(kept.getFirst().getMessage());
      assertTrue(told.contains("immutable"), told);
    }
  }

  @Test
  void theCatalogueHasAllThatTheFolderTells() throws Exception {
    try (RegistryServer server = registry(RegistryConfig.defaults());
        HttpClient http = HttpClient.newHttpClient()) {
      push(server, FIRST);
      URI detail = URI.create(server.url() + "/api/v1/plugins/plugins/key-auth");
      JsonNode plugin =
          new ObjectMapper()
              .readTree(
                  http.send(HttpRequest.newBuilder(detail).build(), BodyHandlers.ofString())
                      .body());
      assertEquals("Key authentication", plugin.path("title").asText(), plugin.toString());
      assertEquals("auth", plugin.path("category").asText());
      assertEquals("AUTHN", plugin.path("phase").asText());
      assertEquals(310, plugin.path("priority").asInt());
      assertEquals("Apache-2.0", plugin.path("licence").asText());
      assertEquals("1.0.0", plugin.path("version").asText());
      assertTrue(plugin.path("readme").asText().startsWith("# "), plugin.path("readme").asText());
      URI icon = URI.create(server.url() + plugin.path("icon").asText());
      assertEquals(
          "image/png",
          http.send(HttpRequest.newBuilder(icon).build(), BodyHandlers.discarding())
              .headers()
              .firstValue("content-type")
              .orElse(""));
    }
  }
}

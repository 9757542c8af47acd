package io.weir.registry.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginDocument;
import io.weir.registry.PluginPackage;
import io.weir.registry.PluginPuller;
import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.WasmBytes;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plugin that comes by a mirror is looked at as one that is pushed. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class MirroredPluginIT {
  private static final String SPEC =
      """
      apiVersion: 1.0.0
      info: { category: auth, name: demo, title: A demo, version: 1.0.0, license: MIT }
      spec: { phase: AUTHN, priority: 310 }
      """;
  private static final long PATIENCE_MILLIS = 20_000;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private RegistryServer remote;
  private RegistryServer mirror;

  @BeforeEach
  void start() throws IOException {
    remote = RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, folder.resolve("far"), null));
    mirror =
        RegistryServer.start(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("near"), null)
                .withConfig(
                    RegistryConfig.parse(
                        "mirrors: [ { prefix: m, remote: \"%s/plugins\" } ]\n"
                            .formatted(remote.url()))));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    mirror.close();
    remote.close();
  }

  private static PluginDocument document(String name, String text) {
    return PluginDocument.of(name, text.getBytes(UTF_8)).orElseThrow();
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(mirror.url() + path)).build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private JsonNode listed() throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    JsonNode found = get("/api/v1/plugins");
    while (found.path("total").asInt() == 0 && System.currentTimeMillis() < end) {
      Thread.sleep(20);
      found = get("/api/v1/plugins");
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(
      value = PublishLayout.class,
      names = {"BOTH", "HIGRESS"})
  void aPullOfTheModuleBringsItIntoTheCatalogue(PublishLayout layout) throws Exception {
    try (RegistryClient client = new RegistryClient(ClientOptions.defaults())) {
      new PluginPackage(
              WasmBytes.plugin(),
              List.of(document("spec.yaml", SPEC), document("README.md", "# A demo\n")),
              Map.of())
          .image(layout)
          .push(client, Reference.parse(remote.authority() + "/plugins/demo:1.0.0"));
    }
    try (PluginPuller puller = new PluginPuller(folder.resolve("c"), ClientOptions.defaults())) {
      puller.pull("oci://" + mirror.authority() + "/m/demo:1.0.0", null);
    }

    JsonNode plugin = listed().path("plugins").path(0);

    assertEquals("m/demo", plugin.path("repository").asText());
    assertEquals(310, plugin.path("priority").asInt());
    JsonNode detail = get("/api/v1/plugins/m/demo");
    assertTrue(detail.path("verdict").path("ok").asBoolean(), detail.toString());
    assertTrue(detail.path("verdict").path("problems").isEmpty(), detail.toString());
    assertEquals("# A demo\n", detail.path("readme").asText());
  }
}

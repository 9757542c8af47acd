package io.weir.registry.server;

import static io.weir.registry.server.ServerHarness.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.Tars;
import io.weir.registry.WasmBytes;
import io.weir.registry.config.RegistryConfig;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins from push to search, over HTTP. */
class PluginsIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String VERDICT = "application/vnd.weir.plugin.verdict.v1+json";
  private static final String README = "# Gate\nAbout turnstiles.";
  private static final String SPEC =
      """
      apiVersion: 1.0.0
      info: { name: gate, title: The gate, version: 1.0.0, category: auth,
              description: Lets some in, keywords: [door] }
      spec:
        phase: AUTHN
        priority: 7
        configSchema:
          openAPIV3Schema:
            type: object
            required: [users]
            example: { users: [ann] }
            properties:
              users: { type: array, items: { type: string } }
      """;

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws Exception {
    start("");
  }

  private void start(String config) throws Exception {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN)
                .withConfig(RegistryConfig.parse(config)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> response = harness.get(path);
    assertEquals(200, response.statusCode(), path);
    return MAPPER.readTree(response.body());
  }

  /** Until the catalogue has followed. */
  private JsonNode search(String parameters, int total) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    JsonNode page = json("/api/v1/plugins?" + parameters);
    while (page.path("total").asInt() != total && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      page = json("/api/v1/plugins?" + parameters);
    }
    assertEquals(total, page.path("total").asInt(), page.toString());
    return page;
  }

  private HttpResponse<byte[]> push(String repository, String tag, String spec, byte[] wasm)
      throws Exception {
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    describe(
        manifest.putObject("config"), repository, MediaTypes.UNKNOWN_CONFIG, "{}".getBytes(UTF_8));
    ArrayNode layers = manifest.putArray("layers");
    describe(layers.addObject(), repository, MediaTypes.HIGRESS_SPEC, spec.getBytes(UTF_8));
    describe(layers.addObject(), repository, MediaTypes.HIGRESS_DOC, README.getBytes(UTF_8));
    describe(layers.addObject(), repository, MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", wasm));
    manifest.putObject("annotations").put("org.opencontainers.image.licenses", "Apache-2.0");
    return harness.own(
        "PUT",
        "/v2/" + repository + "/manifests/" + tag,
        manifest.toString().getBytes(UTF_8),
        "Content-Type",
        MediaTypes.OCI_MANIFEST);
  }

  private void describe(ObjectNode node, String repository, String type, byte[] content)
      throws Exception {
    Digest digest = harness.blob(repository, content);
    node.put("mediaType", type).put("digest", digest.toString()).put("size", content.length);
  }

  @Test
  void aPluginIsLookedAtFoundAndShown() throws Exception {
    HttpResponse<byte[]> pushed = push("plugins/gate", "1.0.0", SPEC, WasmBytes.plugin());
    assertEquals(201, pushed.statusCode());
    assertEquals(List.of(), pushed.headers().allValues("Warning"));

    JsonNode found = search("q=turnst", 1).path("plugins").get(0);
    assertEquals("plugins/gate", found.path("repository").asText());
    assertEquals("auth", found.path("category").asText());
    assertEquals("0.2.1", found.path("abi").asText());
    assertEquals("unsigned", found.path("signature").path("state").asText());
    JsonNode detail = json("/api/v1/plugins/plugins/gate");
    assertTrue(detail.path("readme").asText().startsWith("# Gate"));
    assertEquals("array", detail.at("/configSchema/properties/users/type").asText());
    assertEquals("ann", detail.at("/example/users/0").asText());
    assertTrue(detail.path("verdict").path("ok").asBoolean());
  }

  @Test
  void theVerdictIsOneReferrerHoweverOftenItIsPushed() throws Exception {
    String digest =
        header(push("plugins/gate", "1.0.0", SPEC, WasmBytes.plugin()), "Docker-Content-Digest");
    String path = "/v2/plugins/gate/referrers/" + digest;
    JsonNode before = json(path).path("manifests");
    push("plugins/gate", "1.0.0", SPEC, WasmBytes.plugin());
    push("plugins/gate", "latest", SPEC, WasmBytes.plugin());

    assertEquals(1, before.size());
    assertEquals(VERDICT, before.get(0).path("artifactType").asText());
    assertEquals("true", before.get(0).at("/annotations/io.weir.plugin.ok").asText());
    assertEquals(before, json(path).path("manifests"));
  }

  @Test
  void whoPushesIsToldWhatIsWrong() throws Exception {
    String bad = SPEC.replace("AUTHN", "NEVER").replace("[ann]", "7");
    List<String> warnings =
        push("plugins/door", "2.0.0", bad, WasmBytes.plugin()).headers().allValues("Warning");

    assertTrue(warnings.stream().allMatch(each -> each.matches("299 - \"[ -~]+\"")), warnings + "");
    String all = String.join("\n", warnings);
    assertTrue(all.contains("spec.yaml:5: spec.phase: NEVER (expected: AUTHN"), all);
    assertTrue(all.contains("spec.configSchema.openAPIV3Schema.example.users"), all);
    assertTrue(all.contains("gate (expected: door"), all);
    assertTrue(all.contains("2.0.0 (expected: 1.0.0"), all);
  }

  @Test
  void enforcingRefusesAndNamesAllProblems() throws Exception {
    harness.close();
    start("plugins: { validation: enforce }");
    HttpResponse<byte[]> refused = push("plugins/gate", "1.0.0", SPEC, "no wasm".getBytes(UTF_8));

    assertEquals(400, refused.statusCode());
    JsonNode error = MAPPER.readTree(refused.body()).at("/errors/0");
    assertEquals("MANIFEST_INVALID", error.path("code").asText());
    assertTrue(error.path("message").asText().contains("plugin.wasm: "), error.toString());
    assertEquals(404, harness.get("/v2/plugins/gate/manifests/1.0.0").statusCode());
  }

  @Test
  void anythingElseIsLeftAlone() throws Exception {
    byte[] layer = Tars.gzip("etc/motd", "hello".getBytes(UTF_8));
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    describe(
        manifest.putObject("config"),
        "other",
        "application/vnd.oci.image.config.v1+json",
        "{}".getBytes(UTF_8));
    describe(manifest.putArray("layers").addObject(), "other", MediaTypes.OCI_LAYER, layer);
    HttpResponse<byte[]> pushed =
        harness.own(
            "PUT",
            "/v2/other/manifests/1",
            manifest.toString().getBytes(UTF_8),
            "Content-Type",
            MediaTypes.OCI_MANIFEST);

    assertEquals(201, pushed.statusCode());
    assertEquals(List.of(), pushed.headers().allValues("Warning"));
    String digest = header(pushed, "Docker-Content-Digest");
    assertEquals(0, json("/v2/other/referrers/" + digest).path("manifests").size());
    assertEquals(404, harness.get("/api/v1/plugins/other").statusCode());
  }

  @Test
  void whatIsYankedIsNotFoundButPulledWithAWarning() throws Exception {
    push("plugins/gate", "1.0.0", SPEC, WasmBytes.plugin());
    push(
        "plugins/gate",
        "1.1.0",
        SPEC.replace("1.0.0", "1.1.0").replaceFirst("1.1.0", "1.0.0"),
        WasmBytes.plugin());
    search("q=gate", 1);
    byte[] yank =
        "{\"repository\":\"plugins/gate\",\"version\":\"1.1.0\",\"state\":\"yanked\",\"reason\":\"it leaks\"}"
            .getBytes(UTF_8);

    assertEquals(401, harness.send("POST", "/api/v1/plugins/mark", Map.of(), yank).statusCode());
    assertEquals(200, harness.own("POST", "/api/v1/plugins/mark", yank).statusCode());
    JsonNode detail = json("/api/v1/plugins/plugins/gate");
    assertEquals("1.0.0", detail.path("version").asText());
    assertEquals("it leaks", detail.at("/versions/0/yanked/reason").asText());
    HttpResponse<byte[]> pulled = harness.get("/v2/plugins/gate/manifests/1.1.0");
    assertEquals(200, pulled.statusCode());
    assertTrue(header(pulled, "Warning").contains("it leaks"), header(pulled, "Warning"));
    byte[] yankAll = "{\"repository\":\"plugins/gate\",\"state\":\"yanked\"}".getBytes(UTF_8);
    harness.own("POST", "/api/v1/plugins/mark", yankAll);
    search("q=gate", 0);
    byte[] unmark = "{\"repository\":\"plugins/gate\",\"state\":\"none\"}".getBytes(UTF_8);
    harness.own("POST", "/api/v1/plugins/mark", unmark);
    assertEquals("1.1.0", search("q=gate", 1).at("/plugins/0/version").asText());
  }

  @Test
  void pullsAreCountedAndKept() throws Exception {
    push("plugins/gate", "1.0.0", SPEC, WasmBytes.plugin());
    harness.get("/v2/plugins/gate/manifests/1.0.0");
    harness.get("/v2/plugins/gate/manifests/1.0.0");
    harness.send("HEAD", "/v2/plugins/gate/manifests/1.0.0", Map.of(), new byte[0]);
    assertEquals(2, json("/api/v1/plugins/plugins/gate").path("downloads").asInt());

    harness.close();
    start("");
    assertEquals(2, search("q=gate", 1).at("/plugins/0/downloads").asInt());
  }

  @Test
  void aBadParameterIsNamed() throws Exception {
    for (String bad :
        List.of("n=0", "n=x", "sort=best", "capability=fly", "colour=red", "after=none/such")) {
      HttpResponse<byte[]> refused = harness.get("/api/v1/plugins?" + bad);
      assertEquals(400, refused.statusCode(), bad);
      String message = MAPPER.readTree(refused.body()).at("/errors/0/message").asText();
      assertTrue(message.startsWith(bad.substring(0, bad.indexOf('='))), message);
      assertTrue(message.contains("(expected: "), message);
    }
  }
}

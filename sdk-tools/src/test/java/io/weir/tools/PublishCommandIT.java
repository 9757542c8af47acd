package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.AccessToken;
import io.weir.registry.ClientOptions;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir plugin push}: what is published, under which tags, with which annotations. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class PublishCommandIT {
  private static final String PREFIX = "org.opencontainers.image.";

  @TempDir private Path folder;
  private Path data;
  private Path source;
  private RegistryServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    String token = AccessToken.loadOrCreate(data);
    server =
        RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), token));
    client = new RegistryClient(ClientOptions.defaults());
    source = Files.createDirectories(folder.resolve("gate"));
    write(
        "spec.yaml",
        "apiVersion: 1.0.0\ninfo: { name: gate, title: A gate, version: 1.2.0 }\nspec: {}\n");
    write("README.md", "# A gate\n");
    write("README_ZH.md", "# gate\n");
    write("CHANGELOG.md", "## 1.2.0\n");
    write("LICENSE", "   Apache License\n   Version 2.0, January 2004\n");
    Files.write(source.resolve("plugin.wasm"), WasmBytes.plugin());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  private Reference reference(String tag) {
    return Reference.parse(server.authority() + "/plugins/gate:" + tag);
  }

  private Run push(String tag, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("plugin", "push", source.toString(), reference(tag).toString(), "--data"));
    all.add(data.toString());
    all.addAll(List.of(more));
    return Run.weir(all.toArray(String[]::new));
  }

  private static JsonNode json(Run run) throws IOException {
    assertEquals(0, run.exit(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private String digest(String tag) {
    return client.resolve(reference(tag)).digest().toString();
  }

  @Test
  void everyDocumentGoesWithItAndTheAnnotationsTellWhatIsKnown() throws IOException {
    JsonNode told = json(push("1.2.0", "--json"));

    Manifest.Index index = (Manifest.Index) client.fetchManifest(reference("1.2.0")).manifest();
    Reference child = reference("1.2.0").at(index.manifests().getFirst().digest());
    Manifest.Image image = (Manifest.Image) client.fetchManifest(child).manifest();
    List<String> titles =
        image.layers().stream().map(each -> each.annotations().get(PREFIX + "title")).toList();
    assertEquals(
        List.of(
            "spec.yaml", "CHANGELOG.md", "LICENSE", "README.md", "README_ZH.md", "plugin.tar.gz"),
        titles);
    Map<String, String> says = image.annotations();
    assertEquals("A gate", says.get(PREFIX + "title"));
    assertEquals("1.2.0", says.get(PREFIX + "version"));
    assertEquals("Apache-2.0", says.get(PREFIX + "licenses"));
    assertFalse(says.containsKey(PREFIX + "created"));
    assertEquals(says, index.annotations());
    assertEquals(digest("1.2.0"), told.path("digest").asText());
  }

  @Test
  void theSameFolderHasTheSameDigestUntilATimeIsGiven() throws IOException {
    String first = json(push("1.2.0", "--json")).path("digest").asText();

    assertEquals(first, json(push("1.2.0", "--json")).path("digest").asText());
    JsonNode dated = json(push("dated", "--json", "--created", "2026-01-31T12:00:00Z"));
    Assertions.assertNotEquals(first, dated.path("digest").asText());
    assertEquals(
        "2026-01-31T12:00:00Z", dated.path("annotations").path(PREFIX + "created").asText());
  }

  @Test
  void latestFollowsTheHighestReleaseOnly() throws IOException {
    assertEquals("latest", json(push("1.2.0", "--json")).path("tags").path(0).asText());
    assertTrue(
        json(push("1.3.0-rc.1", "--json", "--created", "2026-01-31T12:00:00Z"))
            .path("tags")
            .isEmpty());
    assertTrue(
        json(push("1.1.9", "--json", "--created", "2026-01-30T12:00:00Z")).path("tags").isEmpty());
    assertEquals(digest("1.2.0"), digest("latest"));

    assertEquals(0, push("1.10.0", "--created", "2026-02-01T12:00:00Z", "--no-latest").exit());
    assertEquals(digest("1.2.0"), digest("latest"));
    assertEquals(0, push("1.10.0", "--created", "2026-02-01T12:00:00Z").exit());
    assertEquals(digest("1.10.0"), digest("latest"));
  }

  @Test
  void furtherTagsNameTheSame() throws IOException {
    Run run = push("1.2.0", "--tags", "1.2,stable");

    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("also tagged 1.2, stable, latest"), run.err());
    assertEquals(digest("1.2.0"), digest("stable"));
    Run bad = push("1.2.0", "--tags", "a/b");
    assertEquals(2, bad.exit());
    assertTrue(bad.err().contains("--tags: a/b (expected: "), bad.err());
  }

  @Test
  void aDryRunTellsTheDigestAndSendsNothing() throws IOException {
    JsonNode dry = json(push("1.2.0", "--dry-run", "--json"));

    Assertions.assertThrows(RegistryException.class, () -> client.resolve(reference("1.2.0")));
    assertTrue(dry.path("dryRun").asBoolean());
    assertEquals(dry.path("digest"), json(push("1.2.0", "--json")).path("digest"));
  }

  @Test
  void aVersionThatIsThereStaysAndNothingIsSent() throws IOException {
    assertEquals(0, push("1.2.0").exit());
    String there = digest("1.2.0");
    write("README.md", "# Another gate\n");

    Run second = push("1.2.0");

    assertEquals(1, second.exit());
    assertTrue(second.err().contains("is published already, and names " + there), second.err());
    assertFalse(second.err().contains(", done"), second.err());
    Run replaced = push("1.2.0", "--replace");
    assertEquals(1, replaced.exit());
    assertTrue(replaced.err().contains("immutable"), replaced.err());
    assertEquals(0, push("edge").exit());
    write("README.md", "# A third gate\n");
    assertEquals(0, push("edge").exit());
  }

  @Test
  void whatTheRegistryWouldSayIsSaidBeforehand() throws IOException {
    Files.delete(source.resolve("README.md"));
    Files.delete(source.resolve("README_ZH.md"));
    Run warned = push("1.2.0", "--dry-run");
    assertEquals(0, warned.exit(), warned.err());
    assertTrue(warned.err().contains("warning: README.md: there is none"), warned.err());

    write(
        "spec.yaml",
        "apiVersion: 1.0.0\ninfo: { name: gate, title: A gate, version: 1.2.0 }\n"
            + "spec: { configSchema: { openAPIV3Schema: { type: nothing } } }\n");
    Run refused = push("1.2.0");

    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("not a plugin that can be published"), refused.err());
    assertTrue(refused.err().contains("openAPIV3Schema"), refused.err());
    Assertions.assertThrows(RegistryException.class, () -> client.resolve(reference("1.2.0")));
  }

  @Test
  void anIconThatIsNoneIsNamed() throws IOException {
    write("icon.png", "GIF89a");

    Run run = push("1.2.0");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("icon.png: not a PNG image"), run.err());
  }
}

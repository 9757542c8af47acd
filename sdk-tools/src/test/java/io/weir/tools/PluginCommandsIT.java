package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.AccessToken;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin commands against a registry that serves. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class PluginCommandsIT {
  private static final String SPEC =
      """
      apiVersion: 1.0.0
      info: { category: auth, name: gate, title: A gate, version: 1.2.0, license: MIT }
      spec:
        phase: AUTHN
        priority: 310
        configSchema:
          openAPIV3Schema:
            type: object
            required: [realm]
            properties:
              realm: { type: string, default: weir, description: Who asks }
      """;

  @TempDir private Path folder;
  private Path data;
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    String token = AccessToken.loadOrCreate(data);
    server =
        RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), token));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String reference(String rest) {
    return server.authority() + "/" + rest;
  }

  private Run plugin(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--data";
    all[args.length + 1] = data.toString();
    return Run.weir(Stream.concat(Stream.of("plugin"), Arrays.stream(all)).toArray(String[]::new));
  }

  /** A folder as in {@code plugins-rs}, built. */
  private Path gate(String spec) throws IOException {
    Path source = Files.createDirectories(folder.resolve("plugins-xx/gate"));
    Files.writeString(source.resolve("spec.yaml"), spec);
    Files.writeString(source.resolve("README.md"), "# A gate\n");
    Files.createDirectories(folder.resolve("plugins-xx/out"));
    Files.write(folder.resolve("plugins-xx/out/gate.wasm"), WasmBytes.plugin());
    return source;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void aFolderGoesUpWithItsSpecAndComesBackTheSame() throws IOException {
    Run push = plugin("push", gate(SPEC).toString(), "oci://" + reference("plugins/gate:1.2.0"));

    assertEquals(0, push.exit(), push.err());
    assertTrue(
        push.out()
            .matches(Pattern.quote(reference("plugins/gate:1.2.0")) + "@sha256:[0-9a-f]{64}\n"),
        push.out());
    assertFalse(push.err().contains("warning"), push.err());

    Path back = folder.resolve("back.wasm");
    Run pull = plugin("pull", push.out().strip(), "-o", back.toString());
    assertEquals(0, pull.exit(), pull.err());
    assertArrayEquals(WasmBytes.plugin(), Files.readAllBytes(back));

    JsonNode json = json(plugin("inspect", reference("plugins/gate:1.2.0"), "--json"));
    assertEquals("higress", json.path("layout").asText());
    assertEquals("0.2.1", json.path("abi").asText());
    assertEquals("proxy_on_request_headers", json.path("callbacks").path(0).asText());
    assertEquals(310, json.path("spec").path("priority").asInt());
    JsonNode told =
        json(
            plugin("push", folder + "/plugins-xx/gate", reference("plugins/gate:1.2.0"), "--json"));
    assertEquals(digest(push.out()), told.path("digest").asText());
    assertEquals(
        told.path("manifests").path(0).path("digest").asText(),
        json.path("manifestDigest").asText());
  }

  @Test
  void theCncfLayoutHoldsTheModuleAlone() throws IOException {
    Run push = plugin("push", gate(SPEC).toString(), reference("gate:1.2.0"), "--layout", "cncf");

    assertEquals(0, push.exit(), push.err());
    JsonNode json = json(plugin("inspect", reference("gate:1.2.0"), "--json"));
    assertEquals("cncf", json.path("layout").asText());
    assertTrue(json.path("spec").isMissingNode());
  }

  @Test
  void inspectingAFolderShowsItsConfiguration() throws IOException {
    Run run = plugin("inspect", gate(SPEC).toString());

    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("phase       AUTHN\n"), run.out());
    assertTrue(
        run.out().contains("realm          string  \"weir\"   required; Who asks"), run.out());
  }

  @Test
  void inspectingNamesTheImportsThatAreNotThere() throws IOException {
    byte[] wasm =
        new WasmBytes()
            .imports("env", "proxy_log", 3)
            .imports("env", "proxy_from_the_future", 2)
            .exports("proxy_abi_version_0_2_0")
            .bytes();

    Run run = plugin("inspect", file("future.wasm", wasm).toString());

    assertTrue(
        run.out().contains("2, of which 1 answer Unimplemented: env.proxy_from_the_future"),
        run.out());
  }

  @Test
  void theListTellsTagsAndTheNewestVersion() throws IOException {
    String source = gate(SPEC).toString();
    assertEquals(0, plugin("push", source, reference("plugins/gate:1.2.0")).exit());
    assertEquals(0, plugin("push", source, reference("plugins/gate:1.10.0")).exit());
    Path plain = file("plain.wasm", WasmBytes.plugin());
    assertEquals(0, plugin("push", plain.toString(), reference("plain")).exit());

    List<String> lines = plugin("ls", server.authority()).out().lines().toList();

    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(1).matches("plain +latest +latest +sha256:[0-9a-f]{12} +- +-"));
    assertTrue(
        lines
            .get(2)
            .matches(
                "plugins/gate +1\\.10\\.0, 1\\.2\\.0, latest +1\\.10\\.0 .* 1\\.2\\.0 +A gate"),
        lines.get(2));
  }

  @Test
  void aTagThatIsNotTheVersionIsWarnedOf() throws IOException {
    Run push = plugin("push", gate(SPEC).toString(), reference("gate:2.0.0"));

    assertEquals(0, push.exit());
    assertTrue(push.err().contains("the tag is 2.0.0, spec.yaml says version 1.2.0"), push.err());
  }

  @Test
  void aModuleThatIsCutShortIsNotPushed() throws IOException {
    byte[] whole = WasmBytes.plugin();
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);

    Run push = plugin("push", file("cut.wasm", cut).toString(), reference("cut:1"));

    assertEquals(1, push.exit());
    assertTrue(push.err().contains("cut.wasm"), push.err());
    assertTrue(push.err().contains("ends too early"), push.err());
    assertTrue(plugin("ls", server.authority()).err().contains("is empty"));
  }

  @Test
  void randomBytesAndModulesThatAreNoPluginsAreNotPushed() throws IOException {
    byte[] random = new byte[4096];
    new Random(7).nextBytes(random);
    byte[] module = new WasmBytes().exports("run").bytes();

    Run first = plugin("push", file("random.wasm", random).toString(), reference("x:1"));
    Run second = plugin("push", file("module.wasm", module).toString(), reference("x:1"));

    assertEquals(1, first.exit());
    assertTrue(first.err().contains("(expected: 0061736d01000000"), first.err());
    assertEquals(1, second.exit());
    assertTrue(second.err().contains("no proxy-wasm plugin"), second.err());
    assertTrue(second.err().lines().count() <= 3, second.err());
  }

  @Test
  void everyProblemOfASpecIsNamed() throws IOException {
    String bad = SPEC.replace("AUTHN", "EARLY").replace("name: gate, ", "");

    Run push = plugin("push", gate(bad).toString(), reference("gate:1.2.0"));

    assertEquals(1, push.exit());
    assertTrue(push.err().contains("gate/spec.yaml"), push.err());
    assertTrue(push.err().contains("info.name: missing (expected: "), push.err());
    assertTrue(push.err().contains("spec.phase: EARLY (expected: AUTHN, "), push.err());
  }

  @Test
  void aFolderThatIsNotBuiltSaysHow() throws IOException {
    Path source = gate(SPEC);
    Files.delete(folder.resolve("plugins-xx/out/gate.wasm"));

    Run push = plugin("push", source.toString(), reference("gate:1.2.0"));

    assertEquals(1, push.exit());
    assertTrue(push.err().contains("no built module"), push.err());
    assertTrue(push.err().contains("build it first"), push.err());
  }

  @Test
  void withoutTheTokenThePushSaysWhereItWasLookedFor() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    String wasm = file("a.wasm", WasmBytes.plugin()).toString();

    Run none = Run.weir("plugin", "push", wasm, reference("a:1"), "--data", other.toString());
    Files.writeString(other.resolve("token"), "0123456789abcdef\n");
    Run wrong = Run.weir("plugin", "push", wasm, reference("a:1"), "--data", other.toString());

    assertEquals(1, none.exit());
    assertTrue(none.err().contains("no token: " + other.resolve("token")), none.err());
    assertEquals(1, wrong.exit());
    assertTrue(wrong.err().contains("the token in " + other.resolve("token")), wrong.err());
    assertFalse(wrong.err().contains("0123456789abcdef"), wrong.err());
  }

  @Test
  void anUnknownTagAndARegistryThatIsNotThereAreNamed() {
    Run tag = plugin("pull", reference("gate:9.9.9"));
    assertEquals(1, tag.exit());
    assertTrue(tag.err().contains(reference("gate:9.9.9")), tag.err());
    assertTrue(tag.err().contains("push it first"), tag.err());

    String gone = server.authority();
    server.close();
    Run registry = plugin("ls", gone);
    assertEquals(1, registry.exit());
    assertTrue(registry.err().contains(gone + " refuses connections"), registry.err());
    assertTrue(registry.err().contains("./weir registry"), registry.err());
  }

  @Test
  void whatIsThereIsNotWrittenOverUnlessItIsNamed() throws IOException {
    Path wasm = file("a.wasm", WasmBytes.plugin());
    assertEquals(0, plugin("push", wasm.toString(), reference("a:1")).exit());
    Path target = file("target.wasm", new byte[] {1});

    Run pull = plugin("pull", reference("a:1"), "-o", target.toString());

    assertEquals(0, pull.exit(), pull.err());
    assertArrayEquals(WasmBytes.plugin(), Files.readAllBytes(target));
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(each -> each.getFileName().toString().startsWith(".")));
    }
  }

  @Test
  void aCaFileThatIsNoneIsNamed() throws IOException {
    Path file = file("ca.pem", new byte[] {'x'});

    Run run = plugin("ls", server.authority(), "--ca-file", file.toString());

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("CA file: " + file), run.err());
    assertTrue(run.err().contains("correct --ca-file"), run.err());
  }

  @Test
  void compilingTellsTheEngine() throws IOException {
    // a body, so that there is something to compile; the modules above have the same
    Run run = plugin("inspect", file("a.wasm", WasmBytes.plugin()).toString(), "--compile");

    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("compiled    by endive in "), run.out());
  }

  private static JsonNode json(Run run) throws IOException {
    assertEquals(0, run.exit(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private static String digest(String line) {
    Matcher match = Pattern.compile("@(sha256:[0-9a-f]{64})").matcher(line);
    assertTrue(match.find(), line);
    return match.group(1);
  }
}

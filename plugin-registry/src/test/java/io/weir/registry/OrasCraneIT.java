package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that people have, against the server, from $WEIR_TOOLS or the PATH. */
class OrasCraneIT {
  private static final String TOKEN = "0123456789abcdef-token";

  @TempDir Path folder;
  private RegistryServer server;
  private String registry;
  private byte[] wasm;

  /** What a command said and how it ended. */
  record Outcome(int exit, String output) {}

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, folder.resolve("r"), TOKEN));
    registry = "localhost:" + server.address().getPort();
    wasm = Wasm.ofSize(2_000_000, 6);
    Files.write(folder.resolve("plugin.wasm"), wasm);
    Files.createDirectories(folder.resolve("docker"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void orasPushesAfterLoginAndPullsWithout() throws Exception {
    String oras = tool("oras");
    String reference = registry + "/plugins/demo:1.0.0";
    String file = "plugin.wasm:application/wasm";

    assertNotEquals(0, run(null, oras, "push", reference, file).exit());
    assertNotEquals(
        0, run("wrong", oras, "login", registry, "-u", "weir", "--password-stdin").exit());
    ok(run(TOKEN, oras, "login", registry, "-u", "weir", "--password-stdin"));
    ok(run(null, oras, "push", reference, file));
    ok(run(null, oras, "logout", registry));
    ok(run(null, oras, "pull", reference, "-o", "pulled"));

    assertArrayEquals(wasm, Files.readAllBytes(folder.resolve("pulled/plugin.wasm")));
    assertEquals("plugins/demo", ok(run(null, oras, "repo", "ls", registry)).output().strip());
    assertPulled("oci://" + reference, PluginLayout.CNCF);
  }

  @Test
  void orasPullsWhatTheClientPushed() throws Exception {
    String oras = tool("oras");
    Reference reference = Reference.parse(registry + "/plugins/demo:1.0.0");
    try (RegistryClient client =
        new RegistryClient(
            ClientOptions.defaults()
                .withCredentials(any -> new Credentials(AccessToken.USER, TOKEN)))) {
      new PluginPackage(wasm, "a: b\n", "# demo\n", java.util.Map.of())
          .push(client, reference, PluginLayout.HIGRESS);
    }

    ok(run(null, oras, "pull", reference.toString(), "-o", "pulled"));

    assertEquals("a: b\n", Files.readString(folder.resolve("pulled/spec.yaml")));
    assertArrayEquals(
        PluginArchive.pack(wasm), Files.readAllBytes(folder.resolve("pulled/plugin.tar.gz")));
  }

  @Test
  void cranePushesInChunksTagsMountsAndDeletes() throws Exception {
    String crane = tool("crane");
    Files.write(folder.resolve("layer.tar.gz"), Tars.gzip("plugin.wasm", wasm));
    String image = registry + "/plugins/image:1";
    String[] append = {crane, "append", "-f", "layer.tar.gz", "-t", image, "--oci-empty-base"};

    assertNotEquals(0, run(null, append).exit());
    ok(run(TOKEN, crane, "auth", "login", registry, "-u", "weir", "--password-stdin"));
    ok(run(null, append));
    ok(run(null, crane, "tag", image, "2"));
    assertEquals("1\n2\n", ok(run(null, crane, "ls", registry + "/plugins/image")).output());
    ok(run(null, crane, "copy", image, registry + "/plugins/copy:1"));
    assertPulled("oci://" + registry + "/plugins/copy:1", PluginLayout.COMPAT);

    String digest = ok(run(null, crane, "digest", image)).output().strip();
    ok(run(null, crane, "delete", registry + "/plugins/image@" + digest));
    assertNotEquals(0, run(null, crane, "manifest", image).exit());
    assertPulled("oci://" + registry + "/plugins/copy:1", PluginLayout.COMPAT);
  }

  private void assertPulled(String url, PluginLayout layout) throws IOException {
    Path cache = Files.createTempDirectory(folder, "cache");
    ClientOptions options = ClientOptions.defaults().withCredentials(CredentialSource.NONE);
    try (PluginPuller puller = new PluginPuller(cache, options)) {
      PluginArtifact artifact = puller.pull(url, null);
      assertArrayEquals(wasm, artifact.wasm());
      assertEquals(layout, artifact.layout());
    }
  }

  private static Outcome ok(Outcome outcome) {
    assertEquals(0, outcome.exit(), outcome.output());
    return outcome;
  }

  /** Runs a command in the folder, with a docker configuration of its own. */
  private Outcome run(@Nullable String input, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
    builder.environment().put("DOCKER_CONFIG", folder.resolve("docker").toString());
    builder.environment().put("HOME", folder.toString());
    builder.redirectOutput(output.toFile());
    builder.redirectError(folder.resolve("stderr").toFile());
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write((input == null ? "" : input).getBytes(StandardCharsets.UTF_8));
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "hangs: " + List.of(command));
    String text = Files.readString(output);
    return new Outcome(
        process.exitValue(),
        process.exitValue() == 0 ? text : text + Files.readString(folder.resolve("stderr")));
  }

  private static String tool(String name) {
    List<Path> folders = new ArrayList<>();
    String own = System.getenv("WEIR_TOOLS");
    if (own != null && !own.isBlank()) {
      folders.add(Path.of(own));
    }
    Stream.of(String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator))
        .map(Path::of)
        .forEach(folders::add);
    for (Path each : folders) {
      if (Files.isExecutable(each.resolve(name))) {
        return each.resolve(name).toString();
      }
    }
    Assumptions.abort(name + " is neither in $WEIR_TOOLS nor on the PATH: skipping its test");
    throw new AssertionError("abort throws");
  }
}

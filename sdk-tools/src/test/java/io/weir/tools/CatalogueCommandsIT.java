package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.AccessToken;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir plugin search}, {@code deprecate}, {@code yank} and {@code unmark}. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class CatalogueCommandsIT {
  @TempDir private Path folder;
  private Path data;
  private RegistryServer server;
  private String gate;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    String token = AccessToken.loadOrCreate(data);
    server =
        RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), token));
    gate = server.authority() + "/plugins/gate:1.2.0";
    Path source = Files.createDirectories(folder.resolve("gate"));
    Files.writeString(
        source.resolve("spec.yaml"),
        "apiVersion: 1.0.0\n"
            + "info: { category: auth, name: gate, title: A gate, version: 1.2.0 }\n"
            + "spec: { phase: AUTHN, priority: 10 }\n");
    Files.writeString(source.resolve("README.md"), "# A gate\n");
    Files.write(source.resolve("plugin.wasm"), WasmBytes.plugin());
    Run push = plugin("push", source.toString(), gate);
    assertEquals(0, push.exit(), push.err());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run plugin(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--data";
    all[args.length + 1] = data.toString();
    return Run.weir(Stream.concat(Stream.of("plugin"), Arrays.stream(all)).toArray(String[]::new));
  }

  private Run search(String... args) {
    Stream<String> all = Stream.concat(Stream.of("search"), Arrays.stream(args));
    return plugin(
        Stream.concat(all, Stream.of("--registry", server.authority())).toArray(String[]::new));
  }

  @Test
  void aPluginIsFoundByItsWordsAndItsCategory() {
    Run found = search("gate", "--category", "auth");

    assertEquals(0, found.exit(), found.err());
    assertTrue(found.out().contains("plugins/gate  1.2.0"), found.out());
    assertTrue(search("nothing-of-that-name").err().contains("nothing found"));
  }

  @Test
  void aMarkIsShownAndTakenAway() {
    Run marked = plugin("deprecate", gate, "--reason", "use 2.x");
    assertEquals(0, marked.exit(), marked.err());
    assertTrue(search("gate").out().contains("deprecated: use 2.x"), search("gate").out());

    assertEquals(0, plugin("unmark", gate).exit());
    assertFalse(search("gate").out().contains("deprecated"));
  }

  @Test
  void whatIsYankedIsNotFoundUntilItIsUnmarked() {
    assertEquals(0, plugin("yank", gate, "--reason", "leaks keys").exit());
    Run hidden = search("gate", "--json");
    assertFalse(
        hidden.out().contains("\"version\" : \"1.2.0\"") && !hidden.out().contains("yanked"),
        hidden.out());
    assertEquals(0, plugin("unmark", gate).exit());
    assertTrue(search("gate").out().contains("plugins/gate"));
  }

  @Test
  void aVersionThatIsNotThereIsNamed() {
    Run run = plugin("yank", server.authority() + "/plugins/gate:9.9.9", "--reason", "x");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("9.9.9"), run.err());
  }
}

package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.AccessToken;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir plugin export} and {@code import}. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class TransferCommandsIT {
  @TempDir private Path folder;
  private Path data;
  private RegistryServer server;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    String token = AccessToken.loadOrCreate(data);
    server =
        RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), token));
    file = folder.resolve("plugins.tar");
    Path wasm = Files.write(folder.resolve("a.wasm"), WasmBytes.plugin());
    for (String each : List.of("plugins/a:1.0.0", "plugins/a:1.1.0", "plugins/b:1.0.0", "c:1")) {
      assertEquals(0, plugin("push", wasm.toString(), server.authority() + "/" + each).exit());
    }
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

  @Test
  void aNamespaceGoesOutAndComesInElsewhere() {
    Run out = plugin("export", "--all", server.authority() + "/plugins", "-o", file.toString());
    assertEquals(0, out.exit(), out.err());
    assertEquals(5, out.out().lines().count(), out.out()); // latest is a tag as well

    Run in = plugin("import", file.toString(), server.authority() + "/copy");

    assertEquals(0, in.exit(), in.err());
    assertTrue(in.out().contains(server.authority() + "/copy/plugins/b:1.0.0\n"), in.out());
    String listed = plugin("ls", server.authority()).out();
    assertTrue(listed.contains("copy/plugins/a"), listed);
  }

  @Test
  void oneReferenceIsPrintedWithWhatWasMoved() {
    Run out =
        plugin("export", server.authority() + "/plugins/a:1.0.0", "-o", file.toString(), "--json");

    assertEquals(0, out.exit(), out.err());
    assertTrue(out.out().contains("plugins/a:1.0.0\""), out.out());
    assertTrue(out.out().contains("\"missing\" : [ ]"), out.out());
  }

  @Test
  void whatIsNotThereIsNamed() {
    Run none = plugin("export", "--all", server.authority() + "/none", "-o", file.toString());
    assertEquals(1, none.exit());
    assertTrue(none.err().contains("nothing there to export"), none.err());

    Run two = plugin("export", server.authority() + "/a:1", "localhost:1/b:1", "-o", "x.tar");
    assertEquals(2, two.exit());
    assertTrue(two.err().contains("all of one registry"), two.err());

    Run absent = plugin("import", folder.resolve("absent.tar").toString(), server.authority());
    assertEquals(1, absent.exit());
    assertTrue(absent.err().contains("absent.tar"), absent.err());
  }
}

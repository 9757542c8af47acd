package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.RecordingApplier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checksAGoodFile() throws Exception {
    Path file =
        Files.writeString(folder.resolve("c.yaml"), "listeners: [ { name: w, address: a:1 } ]");
    assertEquals(0, execute("check", file.toString()));
    assertEquals(file + ": ok: 1 listener, 0 routes, 0 plugins, 0 upstreams\n", out.toString());
  }

  @Test
  void checksABadFile() throws Exception {
    Path file =
        Files.writeString(folder.resolve("c.yaml"), "listeners:\n- { name: w, adress: a:1 }");
    assertEquals(1, execute("check", file.toString()));
    assertTrue(
        err.toString().contains(file + ":2: listeners[0].adress: unknown field"), err.toString());
    assertTrue(err.toString().contains("\n    did you mean address?\n"), err.toString());
    assertTrue(err.toString().endsWith(file + ": 1 problem\n"), err.toString());
  }

  @Test
  void refusesToRunABadFile() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "listeners: web");
    int code =
        execute(
            "run", "--config", file.toString(), "--data", folder.toString(), "--log-level", "warn");
    assertEquals(1, code);
    assertTrue(
        err.toString().startsWith("weir: listeners (line 1): a string (expected: a list); write"),
        err.toString());
  }

  @Test
  void namesABadSetting() {
    assertEquals(2, execute("run", "--workers", "0", "--data", folder.toString()));
    assertTrue(
        err.toString().startsWith("weir: --workers: \"0\" (expected: 1 to 1024); leave it out"),
        err.toString());
  }

  @Test
  void tellsUsageFromFailure() {
    assertEquals(2, execute("run", "--nonsense"));
    assertEquals(2, execute("chekc"));
    assertEquals(0, execute("run", "--help"));
    assertTrue(out.toString().contains("weir run --config gateway.yaml"), out.toString());
    assertEquals(0, execute());
  }

  private int execute(String... args) {
    return Main.execute(
        (options, secrets) -> new RecordingApplier(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        args);
  }
}

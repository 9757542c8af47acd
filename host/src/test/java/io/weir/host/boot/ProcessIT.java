package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own. */
class ProcessIT {
  @TempDir Path data;

  @Test
  void saysReadyAndStopsCleanlyOnSigterm() throws Exception {
    Process process = start("run");
    try (BufferedReader out = process.inputReader()) {
      String ready = String.valueOf(out.readLine());
      assertTrue(ready.startsWith("ready admin http://127.0.0.1:"), ready + " " + log());
      process.toHandle().destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still there");
      assertEquals(0, process.exitValue());
      assertEquals("", out.readAllAsString());
    } finally {
      process.destroyForcibly();
    }
    assertTrue(log().contains("stopping"), log());
    assertFalse(log().contains("WARN") || log().contains("ERROR"), log());
  }

  @Test
  void failsWithOneLineOnABadFile() throws Exception {
    Path file = Files.writeString(data.resolve("c.yaml"), "listeners: web\n");
    Process process = start("run", "--config", file.toString());
    assertEquals(1, process.waitFor());
    assertEquals(
        "weir: listeners (line 1): a string (expected: a list); write one item a line, each after"
            + " \"- \"\n",
        log());
  }

  private Process start(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FakeDataPlaneMain.class.getName());
    command.addAll(List.of(args));
    command.addAll(List.of("--data", data.toString(), "--admin", "127.0.0.1:0"));
    return new ProcessBuilder(command).redirectError(data.resolve("err").toFile()).start();
  }

  private String log() throws Exception {
    return Files.readString(data.resolve("err"));
  }
}

package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "plugin --help",
        "plugin push --help",
        "plugin pull --help",
        "plugin inspect --help",
        "plugin ls --help",
        "route --help",
        "route ls --help",
        "route bind --help",
        "route unbind --help"
      })
  void everyCommandHasHelpWithExamples(String line) {
    Run run = Run.weir(line.split(" ", -1));

    assertEquals(0, run.exit());
    String examples = run.out().substring(run.out().indexOf("Examples:"));
    String name = line.replace("--help", "").strip();
    assertTrue(examples.contains("  weir " + name), examples);
  }

  @Test
  void helpShowsReferencesToSecretsAsTheyAreWritten() {
    assertTrue(Run.weir("route", "bind", "--help").out().contains("\"${env:ALICE_KEY}\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plugin",
        "route",
        "plugin pusj",
        "plugin push",
        "plugin push a",
        "plugin push a.wasm host/UPPER:1",
        "plugin push a.wasm https://host/x:1",
        "plugin pull no-registry",
        "plugin ls host/repository",
        "plugin pull 127.0.0.1:5000/x --username me",
        "route bind only-a-route",
        "route bind r p --priority high",
        "route bind r p --phase LATER",
        "route bind r p --sha256 00",
        "route bind r p --config [1]",
        "route bind r p --url nowhere",
        "route ls --token 0123456789abcdef --admin nonsense"
      })
  void wrongUsageExitsWithTwoAndPointsToHelp(String line) {
    Run run = line.isEmpty() ? Run.weir() : Run.weir(line.split(" ", -1));

    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().startsWith("weir: "), run.err());
    assertTrue(run.err().contains("--help"), run.err());
  }

  @Test
  void theStackTraceIsForVerboseOnly() {
    Run plain = Run.weir("plugin", "inspect", "./not-there.wasm");
    Run verbose = Run.weir("plugin", "inspect", "./not-there.wasm", "--verbose");

    assertEquals(1, plain.exit());
    assertEquals(
        "weir: ./not-there.wasm: no such file or folder\n"
            + "      name a .wasm file, or the folder of a plugin\n",
        plain.err());
    assertEquals(1, verbose.exit());
    assertTrue(verbose.err().contains("\tat io.weir.tools"), verbose.err());
  }
}

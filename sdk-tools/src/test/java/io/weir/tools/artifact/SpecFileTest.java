package io.weir.tools.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.tools.cli.ToolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecFileTest {
  private static final String SPEC =
      """
      apiVersion: 1.0.0
      info: { name: gate, version: 1.0.0, x-title-i18n: { en-US: Gate } }
      spec:
        phase: AUTHZ
        priority: 7
        configSchema:
          openAPIV3Schema:
            required: [users]
            properties:
              users: { type: array, items: { type: string }, title: Who }
              key: { oneOf: [ { type: string }, { type: array, items: { type: integer } } ] }
              on: { type: boolean, default: false }
      """;

  @Test
  void whatASpecSaysIsRead() {
    PluginInfo info = SpecFile.readStrictly(SPEC, "spec.yaml");

    assertEquals("gate", info.name());
    assertEquals("AUTHZ", info.phase());
    assertEquals(7, info.priority());
    assertEquals(
        List.of(
            new ConfigField("users", "array of string", true, "", "Who"),
            new ConfigField("key", "string or array of integer", false, "", ""),
            new ConfigField("on", "boolean", false, "false", "")),
        ConfigField.of(info.schema()));
  }

  @Test
  void everyProblemIsToldWithItsPath() {
    String bad =
        SPEC.replace("1.0.0", "one")
            .replace("AUTHZ", "NEVER")
            .replace("priority: 7", "priority: x");

    ToolException e =
        assertThrows(ToolException.class, () -> SpecFile.readStrictly(bad, "spec.yaml"));

    assertEquals(
        List.of(
            "apiVersion: one (expected: 1.0.0)",
            "info.version: one (expected: a version such as 1.0.0)",
            "spec.phase: NEVER (expected: AUTHN, AUTHZ, STATS or UNSPECIFIED_PHASE)",
            "spec.priority: x (expected: a whole number)"),
        e.details());
  }

  @Test
  void aSpecOfSomebodyElseIsReadAsFarAsItGoes() {
    PluginInfo info = SpecFile.read("info: { name: gate }\nmore: 1\n", "spec.yaml");

    assertEquals("gate", info.name());
    assertEquals("", info.phase());
    assertEquals(List.of(), ConfigField.of(info.schema()));
  }

  @Test
  void whatIsNotYamlIsToldWithItsLine() {
    ToolException e =
        assertThrows(
            ToolException.class, () -> SpecFile.read("info:\n  name: [gate\nmore: 1\n", "s.yaml"));

    assertTrue(e.getMessage().matches("s\\.yaml:\\d+: not YAML: .*"), e.getMessage());
  }

  @Test
  void aFieldThatIsThereTwiceIsAProblem() {
    assertThrows(ToolException.class, () -> SpecFile.read("info: 1\ninfo: 2\n", "spec.yaml"));
  }
}

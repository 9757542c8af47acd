package io.weir.registry.market.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
  @Test
  void saysWhatIsWrongAtEachField() {
    String schema =
        """
        type: object
        additionalProperties: false
        required: [name]
        properties:
          name: { type: string, minLength: 2 }
          port: { type: integer, minimum: 1, maximum: 65535 }
          mode: { type: string, enum: [fast, safe] }
          path: { type: string, pattern: ^/ }
        """;

    assertProblems(schema, "{}", "/name needs a value");
    assertProblems(schema, "name: ''", "/name needs a value");
    assertProblems(schema, "name: x", "/name has to have 2 characters or more");
    assertProblems(schema, "{ name: ab, port: 70000 }", "/port has to be 65535 or less");
    assertProblems(schema, "{ name: ab, port: 1.5 }", "/port has to be a whole number");
    assertProblems(schema, "{ name: ab, port: many }", "/port has to be a whole number");
    assertProblems(schema, "{ name: ab, mode: slow }", "/mode has to be one of fast, safe");
    assertProblems(schema, "{ name: ab, path: a }", "/path has to match ^/");
    assertProblems(schema, "{ name: ab, nmae: b }", " the plugin knows no \"nmae\"");
    assertProblems(schema, "{ name: ab, port: 80, mode: fast, path: /a }");
  }

  @Test
  void saysOnceWhatFitsNoBranch() {
    String schema =
        """
        type: object
        properties:
          keys:
            type: array
            items:
              oneOf: [ { type: string, minLength: 1 }, { type: array, items: { type: string } } ]
          one: { type: object, oneOf: [ { required: [a] }, { required: [b] } ] }
        """;

    assertProblems(schema, "keys: [ a, 5 ]", "/keys/1 has to be a text or a list of texts");
    assertProblems(schema, "one: { c: 1 }", "/one needs exactly one of: \"a\", \"b\"");
    assertProblems(schema, "{ keys: [ a, [ b ] ], one: { a: 1 } }");
  }

  @Test
  void findsFaultWithASchemaThatCannotBeUsed() {
    ConfigSchema schema =
        ConfigSchema.of(
            YamlText.read(
                "{ type: object, properties: { a: { $ref: 'https://example.invalid/a' } } }"));

    List<FieldProblem> problems = schema.check(YamlText.read("a: 1"));

    assertEquals("", problems.getFirst().pointer());
    assertTrue(problems.getFirst().message().startsWith("the plugin's schema cannot be used"));
  }

  @Test
  void aPatternTakesLinearTime() {
    String text = "a".repeat(40_000) + "!";
    ConfigSchema schema =
        ConfigSchema.of(
            YamlText.read(
                "{ type: object, properties: { a: { type: string, pattern: '^(a+)+$' } } }"));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertEquals(1, schema.check(YamlText.read("a: " + text)).size()));
  }

  private static void assertProblems(String schema, String value, String... expected) {
    List<String> problems =
        ConfigSchema.of(YamlText.read(schema)).check(YamlText.read(value)).stream()
            .map(each -> each.pointer() + " " + each.message())
            .toList();
    assertEquals(List.of(expected), problems);
  }
}

package io.weir.registry.market.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormReaderTest {
  private static final JsonNode SCHEMA =
      YamlText.read(
          """
          type: object
          required: [users]
          properties:
            users:
              type: array
              items:
                type: object
                required: [name]
                properties:
                  name: { type: string }
                  age: { type: integer }
                  tags: { type: array, items: { type: string } }
            limits:
              type: object
              properties:
                rate: { type: number }
                hard: { type: boolean }
            headers: { type: object, additionalProperties: { type: string } }
            mode: { type: string, enum: [fast, safe] }
            either: { oneOf: [ { type: string }, { type: array, items: { type: string } } ] }
          """);

  @Test
  void readsEachKindOfField() {
    Map<String, String> form = new HashMap<>();
    form.put("n:/users", "1");
    form.put("v:/users/0/name", "alice");
    form.put("v:/users/0/age", "42");
    form.put("n:/users/0/tags", "2");
    form.put("v:/users/0/tags/0", "a");
    form.put("v:/users/0/tags/1", "true");
    form.put("v:/limits/rate", "1.5");
    form.put("v:/limits/hard", "false");
    form.put("n:/headers", "1");
    form.put("k:/headers/0", "x/y~z");
    form.put("v:/headers/0", "1");
    form.put("v:/mode", "safe");
    form.put("v:/either", "[one, two]");

    assertValue(
        """
        users: [ { name: alice, age: 42, tags: [ a, "true" ] } ]
        limits: { rate: 1.5, hard: false }
        headers: { "x/y~z": "1" }
        mode: safe
        either: [ one, two ]
        """,
        read(form));
  }

  @Test
  void leavesOutWhatIsEmptyAndKeepsWhatIsRequired() {
    assertValue("users: []", read(Map.of("v:/limits/rate", "", "v:/mode", "")));
  }

  @Test
  void keepsTheTextThatIsNoNumber() {
    Map<String, String> form =
        Map.of("n:/users", "1", "v:/users/0/age", "old", "v:/limits/rate", "1e9999999");

    assertValue("users: [ { age: old } ]\nlimits: { rate: '1e9999999' }", read(form));
  }

  @Test
  void addsAndRemovesItems() {
    Map<String, String> form =
        Map.of("n:/users", "2", "v:/users/0/name", "a", "v:/users/1/name", "b");

    assertValue("users: [ { name: a }, { name: b }, {} ]", read(form, "/users", null));
    assertValue("users: [ { name: b } ]", read(form, null, "/users/0"));
    assertValue("users: [ { name: a } ]", read(form, null, "/users/1"));
  }

  @Test
  void tellsOfNamesThatAreMissingOrThereTwice() {
    Map<String, String> form =
        Map.of("n:/headers", "3", "k:/headers/0", "a", "k:/headers/1", "a", "v:/headers/1", "x");

    FormState state = FormReader.read(SCHEMA, new Submission(form, null, null));

    assertEquals(
        List.of(
            new FieldProblem("/headers/a", "this name is there twice"),
            new FieldProblem("/headers/", "needs a name")),
        state.problems());
  }

  @Test
  void tellsWhereYamlIsNone() {
    FormState state = read(Map.of("v:/either", "[one"));

    assertEquals("/either", state.problems().getFirst().pointer());
    assertTrue(
        state.problems().getFirst().message().startsWith("not YAML: line 1"),
        state.problems().toString());
    assertEquals("[one", state.texts().get("v:/either"));
  }

  @Test
  void refusesToBeBlownUp() {
    Map<String, String> form = new HashMap<>();
    form.put("n:/users", "9999");

    assertThrows(IllegalArgumentException.class, () -> read(form));
  }

  @Test
  void keepsWhatTheSchemaDoesNotName() {
    assertValue("users: []\nmore: { x: 1 }", read(Map.of("r:", "more: { x: 1 }")));
  }

  private static FormState read(Map<String, String> form) {
    return read(form, null, null);
  }

  private static FormState read(
      Map<String, String> form, @Nullable String add, @Nullable String remove) {
    return FormReader.read(SCHEMA, new Submission(form, add, remove));
  }

  private static void assertValue(String yaml, FormState state) {
    assertEquals(YamlText.write(YamlText.read(yaml)), YamlText.write(state.value()));
  }
}

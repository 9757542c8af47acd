package io.weir.registry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecReadingTest {
  private static final String HEAD =
      "apiVersion: 1.0.0\ninfo: { name: gate, version: 1.0.0 }\nspec:\n  configSchema:\n"
          + "    openAPIV3Schema:\n";

  private static List<Problem> problems(String text) {
    List<Problem> problems = new ArrayList<>();
    SpecReading.read(text, problems);
    return problems;
  }

  private static String only(String schema) {
    List<Problem> problems = problems(HEAD + schema.indent(6));
    assertEquals(1, problems.size(), problems.toString());
    return problems.getFirst().toString();
  }

  @Test
  void aGoodOneHasNoProblems() {
    assertEquals(
        List.of(),
        problems(
            HEAD
                + "type: object\nx-own: 1\nexample: { a: [1] }\nproperties:\n"
                    .concat("  a: { type: array, nullable: true, items: { type: integer } }\n")
                    .indent(6)));
  }

  @Test
  void eachFieldIsToldWithLinePathAndWhatWasExpected() {
    List<Problem> problems =
        problems(
            "apiVersion: 2\ninfo:\n  name: Big Name\n  category: magic\nspec:\n  phase: NEVER\n");

    assertEquals(
        List.of(
            "spec.yaml:1: apiVersion: 2 (expected: 1.0.0); correct it and push again",
            "spec.yaml:3: info.name: Big Name (expected: lower-case letters, digits, and . _ -"
                + " between them); correct it and push again",
            "spec.yaml:3: info.version: missing (expected: a version such as 1.0.0); correct it"
                + " and push again",
            "spec.yaml:4: info.category: magic (expected: auth, security, protocol, flow-control,"
                + " flow-monitor or custom); correct it and push again",
            "spec.yaml:6: spec.phase: NEVER (expected: AUTHN, AUTHZ, STATS or"
                + " UNSPECIFIED_PHASE); correct it and push again"),
        problems.stream().map(Problem::toString).sorted().toList());
    assertTrue(
        problems.stream()
            .filter(each -> each.place().endsWith("info.category"))
            .allMatch(each -> each.severity() == Severity.WARNING));
  }

  @Test
  void aSchemaThatIsNoneIsTold() {
    assertTrue(only("type: text\n").contains("openAPIV3Schema.type: not a schema"));
    assertTrue(only("type: object\nproperties: 7\n").contains("not a schema"));
    assertTrue(only("type: string\npattern: '('\nexample: x\n").contains("not a schema"));
  }

  @Test
  void anExampleThatDoesNotFollowTheSchemaIsTold() {
    String told = only("type: object\nproperties: { a: { type: integer } }\nexample: { a: x }\n");

    assertTrue(told.contains("openAPIV3Schema.example.a: the example does not follow"), told);
  }

  @Test
  void aReferenceIsNotFollowed() {
    assertTrue(only("$ref: 'http://127.0.0.1:1/x.json'\n").contains("$ref"));
    assertTrue(only("properties: { a: { $ref: '#' } }\nexample: { a: {} }\n").contains("$ref"));
  }

  @Test
  void aPatternThatTakesForEverIsGivenUp() {
    String told = only("type: string\npattern: 'x*x*x*x*y'\nexample: " + "x".repeat(400) + "\n");

    assertTrue(told.contains("it takes too many steps"), told);
  }
}

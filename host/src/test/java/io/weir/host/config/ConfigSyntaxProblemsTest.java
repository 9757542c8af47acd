package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader says of texts with the wrong shape. */
class ConfigSyntaxProblemsTest {
  @Test
  void unknownField() {
    Problem problem =
        Texts.problem(
            """
            upstreams: [ { name: u, endpoints: [ "127.0.0.1:1" ] } ]
            routes:
              - name: r
                hostname: [ shop.example.com ]
                backendRefs: [ { name: u } ]
            """);
    assertEquals("routes[0].hostname", problem.path());
    assertEquals(4, problem.line());
    assertTrue(problem.message().startsWith("unknown field (expected: name, "), problem.message());
    assertEquals("did you mean hostnames?", problem.remedy());
  }

  @Test
  void aMistypedFieldIsNotMissingAsWell() {
    assertEquals(
        "did you mean address?",
        Texts.problem("listeners: [ { name: w, adress: 127.0.0.1:1 } ]").remedy());
    assertEquals(
        "did you mean endpoints?",
        Texts.problem("upstreams: [ { name: u, endpoint: [ a:1 ] } ]").remedy());
    assertEquals(2, Texts.problems("listeners: [ { name: w, address: 1, adress: a:1 } ]").size());
  }

  @Test
  void unknownFieldLikeNoOther() {
    Problem problem = Texts.problem("gateway: { zzzzzzzzz: 1 }");
    assertEquals("gateway.zzzzzzzzz", problem.path());
    assertTrue(problem.remedy().startsWith("use one of: plugins"), problem.remedy());
  }

  @Test
  void wrongType() {
    assertEquals(
        new Problem("listeners", 1, "a string (expected: a list)", remedyOfList()),
        Texts.problem("listeners: web"));
    assertEquals(
        new Problem(
            "listeners[0].name", 2, "a number (expected: a string)", "put the value in quotes"),
        Texts.problem("listeners:\n  - { name: 7, address: 127.0.0.1:1 }"));
    assertEquals(
        new Problem("gateway", 1, "a list (expected: a mapping)", "write it as name: value"),
        Texts.problem("gateway: [ a ]"));
    assertEquals(
        new Problem(
            "plugins[0].priority",
            3,
            "a string (expected: a whole number)",
            "write digits without quotes"),
        Texts.problem("plugins:\n - name: p\n   priority: high\n   url: file:///p"));
  }

  @Test
  void missingField() {
    assertEquals(
        new Problem("listeners[0].address", 2, "missing (expected: a string)", "add address: ..."),
        Texts.problem("listeners:\n  - name: web\n"));
  }

  @Test
  void duplicateKey() {
    assertEquals(
        new Problem(
            "listeners[0].name",
            3,
            "duplicate key (the first is on line 2)",
            "keep one of the two"),
        Texts.problem("listeners:\n  - name: a\n    name: b\n    address: 127.0.0.1:1\n"));
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> Texts.json("{\n\"gateway\":{},\n\"gateway\":{}}"));
    assertEquals(3, e.problems().getFirst().line());
    assertEquals("gateway", e.problems().getFirst().path());
  }

  @Test
  void badDuration() {
    Problem problem =
        Texts.problem("upstreams:\n  - { name: u, endpoints: [ a:1 ], timeouts: { idle: 5 } }");
    assertEquals("upstreams[0].timeouts.idle", problem.path());
    assertEquals(2, problem.line());
    assertEquals("\"5\" (expected: a duration such as 50ms, 2s or 1m30s)", problem.message());
    assertEquals("add the unit, as in 5s", problem.remedy());
  }

  @Test
  void badSize() {
    Problem problem =
        Texts.problem("plugins:\n  - { name: p, url: file:///p, limits: { memory: 64 MB } }");
    assertEquals("plugins[0].limits.memory", problem.path());
    assertEquals("\"64 MB\" (expected: a size such as 64Mi, 512Ki or 1048576)", problem.message());
    assertEquals("write a size such as 64Mi, 512Ki or 1048576", problem.remedy());
  }

  @Test
  void badChoice() {
    Problem problem =
        Texts.problem("plugins:\n  - { name: p, url: file:///p, failStrategy: FAIL_CLOSED }");
    assertEquals("plugins[0].failStrategy", problem.path());
    assertEquals("\"FAIL_CLOSED\" (expected: FAIL_CLOSE, FAIL_OPEN)", problem.message());
    assertEquals("did you mean FAIL_CLOSE?", problem.remedy());
  }

  @Test
  void namedButNotThereYet() {
    Problem problem = Texts.problem("plugins:\n  - { name: p, url: file:///p, sharing: plugin }");
    assertEquals("plugins[0].sharing", problem.path());
    assertEquals("not supported yet", problem.message());
    assertTrue(problem.remedy().startsWith("leave it out"), problem.remedy());
    problem = Texts.problem("listeners: [ { name: w, address: a:1, port: 8080 } ]");
    assertEquals("listeners[0].port", problem.path());
    assertEquals("write address: 127.0.0.1:8080", problem.remedy());
  }

  @Test
  void malformedYaml() {
    Problem problem = Texts.problem("listeners:\n  - { name: web\nroutes: []\n");
    assertEquals("", problem.path());
    assertEquals(3, problem.line());
    assertTrue(problem.message().startsWith("not YAML: "), problem.message());
    problem = Texts.problem("listeners:\n\t- name: web\n");
    assertEquals(2, problem.line());
    assertEquals("indent with spaces instead of tabs", problem.remedy());
    problem = Texts.problem("listeners: []\n---\nroutes: []\n");
    assertEquals("keep one document in the file: remove the line ---", problem.remedy());
  }

  @Test
  void malformedJson() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Texts.json("{\n \"routes\": [ }"));
    assertEquals(2, e.problems().getFirst().line());
    assertTrue(e.problems().getFirst().message().startsWith("not JSON: "));
    e = assertThrows(ConfigException.class, () -> Texts.json("{}\n{}"));
    assertEquals("text after the end of the document", e.problems().getFirst().message());
    assertEquals(2, e.problems().getFirst().line());
  }

  @Test
  void emptyDocument() {
    for (String text : List.of("", "# nothing\n", "~")) {
      assertEquals("an empty document", Texts.problem(text).message());
    }
    assertEquals("a list (expected: a mapping)", Texts.problem("- a\n").message());
  }

  @Test
  void yamlThatJsonCannotSay() {
    assertEquals(
        "the YAML tag !secret is not supported",
        Texts.problem("plugins: [ { name: p, url: file:///p, pluginConfig: { a: !secret x } } ]")
            .message());
    assertEquals(
        "repeat the fields here",
        Texts.problem("upstreams: [ { name: p, endpoints: [ a:1 ], <<: { a: 1 } } ]").remedy());
    assertEquals(
        "an alias to what contains it", Texts.problem("gateway: &g { plugins: *g }").message());
  }

  @Test
  void aliasesThatMultiply() {
    StringBuilder text = new StringBuilder("plugins:\n - name: p\n   url: file:///p\n");
    text.append("   pluginConfig:\n     a0: &a0 [ x, x, x, x, x, x, x, x, x, x ]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      String ten = String.join(", ", java.util.Collections.nCopies(10, alias));
      text.append("     a%d: &a%d [ %s ]\n".formatted(i, i, ten));
    }
    assertTrue(
        Texts.problems(text.toString()).stream()
            .anyMatch(problem -> problem.message().startsWith("more than 500000 values")));
  }

  @Test
  void allAtOnceInTheOrderOfTheLines() {
    List<Problem> problems =
        Texts.problems(
            """
            listeners:
              - { name: "a b", address: nowhere }
            routes:
              - name: r
                backendRefs: x
                timeouts: { backendRequest: soon }
                colour: red
            """);
    assertEquals(
        List.of(
            "listeners[0].name",
            "listeners[0].address",
            "routes[0].backendRefs",
            "routes[0].timeouts.backendRequest",
            "routes[0].colour"),
        problems.stream().map(Problem::path).toList());
    assertEquals(List.of(2, 2, 5, 6, 7), problems.stream().map(Problem::line).toList());
  }

  private static String remedyOfList() {
    return "write one item a line, each after \"- \"";
  }
}

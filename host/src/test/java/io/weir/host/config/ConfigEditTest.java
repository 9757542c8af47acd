package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigReader.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfigEditTest {
  private final GatewayConfig live = Texts.yaml(Texts.EVERYTHING);

  @Test
  void putsInThePlaceOfTheOldOne() {
    GatewayConfig changed =
        put(ObjectKind.PLUGINS, "key-auth", "{\"url\":\"file:///k.wasm\"}")
            .applyTo(live, new NameIndex());
    assertEquals(
        List.of("key-auth", "waf"), changed.plugins().stream().map(p -> p.name()).toList());
    assertEquals("file:///k.wasm", changed.plugins().getFirst().url());
  }

  @Test
  void putsANewOneLast() {
    GatewayConfig changed =
        put(ObjectKind.LISTENERS, "second", "{\"address\":\"127.0.0.1:1\"}")
            .applyTo(live, new NameIndex());
    assertEquals("second", changed.listeners().getLast().name());
  }

  @Test
  void namesPlacesByTheNameOfTheObject() {
    Problem problem =
        problem(
            () ->
                put(
                    ObjectKind.ROUTES,
                    "r",
                    "{\n \"backendRefs\": [ { \"name\": \"shop\" } ],\n \"timeout\": {} }"));
    assertEquals("routes[r].timeout", problem.path());
    assertEquals(3, problem.line());
    assertEquals("did you mean timeouts?", problem.remedy());
  }

  @Test
  void knowsTheLineOfABrokenReference() {
    ConfigEdit edit =
        put(ObjectKind.ROUTES, "r", "{\n \"backendRefs\": [\n { \"name\": \"shpo\" } ] }");
    Problem problem = problem(() -> edit.applyTo(live, new NameIndex()));
    assertEquals("routes[r].backendRefs[0].name", problem.path());
    assertEquals(3, problem.line());
  }

  @Test
  void refusesAnotherName() {
    Problem problem =
        problem(
            () -> put(ObjectKind.LISTENERS, "a", "{\"name\":\"b\",\"address\":\"127.0.0.1:1\"}"));
    assertEquals("listeners[a].name", problem.path());
    assertEquals("\"b\" (expected: \"a\", as in the address)", problem.message());
  }

  @Test
  void refusesToDeleteWhatIsNamedElsewhere() {
    ConfigEdit edit = ConfigEdit.delete(ObjectKind.UPSTREAMS, "shop");
    Problem problem = problem(() -> edit.applyTo(live, new NameIndex()));
    assertEquals("routes[shop].backendRefs[0].name", problem.path());
    assertEquals("unknown upstream \"shop\"", problem.message());
  }

  @Test
  void refusesToDeleteWhatIsNotThere() {
    ConfigEdit edit = ConfigEdit.delete(ObjectKind.ROUTES, "none");
    assertThrows(
        ConfigChangeException.NoSuchObject.class, () -> edit.applyTo(live, new NameIndex()));
  }

  @Test
  void makesSeveralChangesAsOne() {
    ConfigEdit edit =
        transaction(
            """
            { "changes": [
              { "op": "put", "kind": "upstreams", "name": "new", "object": { "endpoints": [ "a:1" ] } },
              { "op": "put", "kind": "routes", "name": "shop",
                "object": { "backendRefs": [ { "name": "new" } ] } },
              { "op": "delete", "kind": "upstreams", "name": "shop" } ] }
            """);
    GatewayConfig changed = edit.applyTo(live, new NameIndex());
    assertEquals(
        List.of("shadow", "new"), changed.upstreams().stream().map(u -> u.name()).toList());
    assertEquals("new", changed.routes().getFirst().backendRefs().getFirst().name());
  }

  @Test
  void namesThePlaceInTheTransaction() {
    ConfigEdit edit =
        transaction(
            """
            { "changes": [
              { "op": "put", "kind": "routes", "name": "r",
                "object": { "backendRefs": [ { "name": "none" } ] } } ] }
            """);
    Problem problem = problem(() -> edit.applyTo(live, new NameIndex()));
    assertEquals("changes[0].object.backendRefs[0].name", problem.path());
    assertEquals(3, problem.line());
  }

  @Test
  void reportsAllThatIsWrongWithATransaction() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                transaction(
                    """
                    { "changes": [
                      { "op": "patch", "kind": "routes", "name": "r" },
                      { "op": "put", "kind": "route", "name": "r" },
                      { "op": "put", "kind": "routes", "name": "r" },
                      { "op": "delete", "kind": "routes", "name": "r", "object": {} },
                      { "kind": "routes", "name": "r", "when": 1 } ] }
                    """));
    assertEquals(
        List.of(
            "changes[0].op",
            "changes[1].kind",
            "changes[2].object",
            "changes[3].object",
            "changes[4].op",
            "changes[4].when"),
        e.problems().stream().map(Problem::path).sorted().toList());
    assertTrue(e.problems().stream().anyMatch(p -> p.remedy().equals("did you mean routes?")));
  }

  @Test
  void refusesAnEmptyTransaction() {
    assertEquals("changes", problem(() -> transaction("{}")).path());
  }

  private static ConfigEdit put(ObjectKind<?> kind, String name, String json) {
    return ConfigEdit.put(kind, name, json, Format.JSON);
  }

  private static ConfigEdit transaction(String json) {
    return ConfigEdit.transaction(json, Format.JSON);
  }

  private static Problem problem(Executable executable) {
    ConfigException e = assertThrows(ConfigException.class, executable);
    assertEquals(1, e.problems().size(), () -> "problems: " + e.problems());
    return e.problems().getFirst();
  }
}

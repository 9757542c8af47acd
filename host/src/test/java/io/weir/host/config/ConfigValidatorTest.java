package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of configurations whose shape is right and whose content is not. */
class ConfigValidatorTest {
  private static final String UPSTREAM = "upstreams: [ { name: shop, endpoints: [ a:1 ] } ]\n";
  private static final String ROUTE = UPSTREAM + "routes:\n - name: r\n";
  private static final String BACKED = ROUTE + "   backendRefs: [ { name: shop } ]\n";
  private static final String PLUGIN = "plugins:\n - name: p\n";

  @Test
  void routeToAnUnknownUpstream() {
    Problem problem = Texts.problem(ROUTE + "   backendRefs:\n    - name: shpo\n");
    assertEquals("routes[0].backendRefs[0].name", problem.path());
    assertEquals(5, problem.line());
    assertEquals("unknown upstream \"shpo\"", problem.message());
    assertEquals("did you mean shop? Else add it to upstreams", problem.remedy());
  }

  @Test
  void unknownPluginAndListener() {
    List<Problem> problems =
        Texts.problems(BACKED + "   listeners: [ web ]\n   plugins: [ { name: waf } ]\n");
    assertEquals("routes[0].listeners[0]", problems.getFirst().path());
    assertEquals("unknown listener \"web\"", problems.getFirst().message());
    assertEquals("add it to listeners", problems.getFirst().remedy());
    assertEquals("routes[0].plugins[0].name", problems.get(1).path());
    assertEquals("unknown plugin \"waf\"", problems.get(1).message());
  }

  @Test
  void duplicateNames() {
    Problem problem = Texts.problem(BACKED + " - { name: r, backendRefs: [ { name: shop } ] }");
    assertEquals("routes[1].name", problem.path());
    assertEquals(5, problem.line());
    assertEquals("duplicate name \"r\" (the first is on line 3)", problem.message());
    assertEquals("give each of the two its own name", problem.remedy());
  }

  @Test
  void listenersOnOneAddress() {
    Problem problem =
        Texts.problem("listeners: [ { name: a, address: h:1 }, { name: b, address: h:1 } ]");
    assertEquals("listeners[1].address", problem.path());
    assertEquals("h:1 is the address of a as well", problem.message());
    Texts.yaml("listeners: [ { name: a, address: h:0 }, { name: b, address: h:0 } ]");
  }

  @Test
  void pluginBoundTwiceOnOneList() {
    Problem problem =
        Texts.problem(
            PLUGIN + "   url: file:///p\ngateway:\n  plugins:\n  - name: p\n  - name: p\n");
    assertEquals("gateway.plugins[1].name", problem.path());
    assertEquals(7, problem.line());
    assertEquals("plugin \"p\" is bound twice on one list", problem.message());
    assertTrue(problem.remedy().contains("under a second name"), problem.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost            | add the port: localhost:80",
        "http://127.0.0.1:1/  | leave out the scheme and the path: 127.0.0.1:9001",
        "':80'                | write 127.0.0.1:80",
        "127.0.0.1:0          | write an address such as 127.0.0.1:9001, shop.internal:80 or [::1]:9001",
        "127.0.0.1:70000      | write an address such as 127.0.0.1:9001, shop.internal:80 or [::1]:9001",
        "300.0.0.1:80         | write an address such as 127.0.0.1:9001, shop.internal:80 or [::1]:9001"
      })
  void badEndpoint(String endpoint, String remedy) {
    Problem problem =
        Texts.problem("upstreams:\n - name: u\n   endpoints: [ a:1, \"" + endpoint + "\" ]");
    assertEquals("upstreams[0].endpoints[1]", problem.path());
    assertEquals(3, problem.line());
    assertEquals("\"" + endpoint + "\" (expected: host:port)", problem.message());
    assertEquals(remedy, problem.remedy());
  }

  @Test
  void noEndpoint() {
    Problem problem = Texts.problem("upstreams: [ { name: u, endpoints: [] } ]");
    assertEquals("upstreams[0].endpoints", problem.path());
    assertEquals("no endpoint (expected: at least one)", problem.message());
    assertEquals("write endpoints: [ 127.0.0.1:9001 ]", problem.remedy());
  }

  @Test
  void anUpstreamMayStandTwiceWhenItsRequestsDiffer() {
    String marked =
        """
           backendRefs:
            - { name: shop, weight: 9 }
            - name: shop
              filters: [ { type: RequestHeaderModifier, requestHeaderModifier: { remove: [ x-a ] } } ]
        """;
    GatewayConfig read = ConfigReader.read(ROUTE + marked, ConfigReader.Format.YAML);
    assertEquals(2, read.routes().getFirst().backendRefs().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backendRefs: [ { name: shop, weight: -1 } ] | backendRefs[0].weight | -1 (expected: 0 to 1000000)",
        "backendRefs: []                             | backendRefs | none, and no plugin that could answer",
        "backendRefs: [ { name: shop }, { name: shop } ] | backendRefs[1].name | upstream \"shop\" stands here twice"
      })
  void badBackends(String backends, String path, String message) {
    Problem problem = Texts.problem(ROUTE + "   " + backends + "\n");
    assertEquals("routes[0]." + path, problem.path());
    assertEquals(message, problem.message());
    assertEquals(4, problem.line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostnames: [ 'http://a' ]   | hostnames[0] | write a host without scheme",
        "hostnames: [ '*' ]          | hostnames[0] | leave hostnames out for any host",
        "matches: [ { path: { value: api } } ] | matches[0].path.value | begin it with /",
        "matches: [ { path: { value: '/a?b' } } ] | matches[0].path.value | leave out ? and #",
        "matches: [ { path: { type: RegularExpression, value: '(a' } } ] | matches[0].path.value | correct it",
        "matches: [ { method: get } ] | matches[0].method | write GET",
        "matches: [ { headers: [ { name: 'x a', value: b } ] } ] | matches[0].headers[0].name | write it without blanks",
        "matches: [ { headers: [ { name: x, type: RegularExpression, value: '[' } ] } ] | matches[0].headers[0].value | correct it"
      })
  void badMatches(String field, String path, String remedy) {
    Problem problem = Texts.problem(BACKED + "   " + field + "\n");
    assertEquals("routes[0]." + path, problem.path());
    assertEquals(5, problem.line());
    assertTrue(problem.remedy().startsWith(remedy), problem.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/opt/p.wasm      | write file:///opt/p.wasm",
        "file://p.wasm    | write file:///path/to/plugin.wasm",
        "ftp://a/b        | write oci://127.0.0.1:5000/plugins/key-auth:1.0.0 or file:///path/to/plugin.wasm",
        "oci://           | write oci://127.0.0.1:5000/plugins/key-auth:1.0.0 or file:///path/to/plugin.wasm"
      })
  void badUrl(String url, String remedy) {
    Problem problem = Texts.problem(PLUGIN + "   url: \"" + url + "\"\n");
    assertEquals("plugins[0].url", problem.path());
    assertEquals(3, problem.line());
    assertTrue(problem.message().startsWith("\"" + url + "\""), problem.message());
    assertEquals(remedy, problem.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha256: 'sha256:aa'        | sha256           | leave out sha256:",
        "sha256: AB                 | sha256           | take it from sha256sum",
        "limits: { memory: 1 }      | limits.memory    | write 64Mi, or what the plugin needs",
        "limits: { callback: 0s }   | limits.callback  | write 50ms, or",
        "limits: { start: 2m }      | limits.start     | write 10s, or",
        "limits: { callouts: -1 }   | limits.callouts  | write 1024",
        "limits: { queues: 9999999 } | limits.queues   | write 256",
        "limits: { sharedValueSize: 1Gi } | limits.sharedValueSize | write 1Mi",
        "warmPool: 0                | warmPool         | write 4, or",
        "pollInterval: 10ms         | pollInterval     | write 30s, or"
      })
  void badPlugin(String field, String path, String remedy) {
    Problem problem = Texts.problem(PLUGIN + "   url: file:///p\n   " + field + "\n");
    assertEquals("plugins[0]." + path, problem.path());
    assertEquals(4, problem.line());
    assertTrue(problem.remedy().startsWith(remedy), problem.remedy());
  }

  @Test
  void namesThePlaceByNameWhenThereIsNoText() {
    GatewayConfig good = Texts.yaml(BACKED);
    GatewayConfig bad = ObjectKind.UPSTREAMS.with(good, List.of());
    ConfigException e = assertThrows(ConfigException.class, () -> ConfigValidator.validate(bad));
    assertEquals("routes[r].backendRefs[0].name", e.problems().getFirst().path());
    assertEquals(0, e.problems().getFirst().line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol: TCP | listeners[0].backendRefs | none (expected: where the connections of a TCP listener go)",
        "protocol: TCP, backendRefs: [ { name: nobody } ] | listeners[0].backendRefs[0].name | unknown upstream \"nobody\"",
        "protocol: TCP, backendRefs: [ { name: u, weight: 0 } ] | listeners[0].backendRefs | all weights are 0",
        "backendRefs: [ { name: u } ] | listeners[0].backendRefs | on an HTTP listener (expected: on its routes)",
        "timeouts: { idle: 1m } | listeners[0].timeouts.idle | on an HTTP listener (expected: on its routes)"
      })
  void badTcpListener(String fields, String path, String message) {
    Problem problem =
        Texts.problem(
            "listeners: [ { name: l, address: \"a:1\", "
                + fields
                + " } ]\nupstreams: [ { name: u, endpoints: [ a:1 ] } ]");
    assertEquals(path, problem.path());
    assertEquals(message, problem.message());
  }

  @Test
  void aRouteOnATcpListener() {
    Problem problem =
        Texts.problem(
            """
            listeners:
              - { name: db, address: "a:1", protocol: TCP, backendRefs: [ { name: u } ] }
            upstreams: [ { name: u, endpoints: [ a:1 ] } ]
            routes: [ { name: r, listeners: [ db ], backendRefs: [ { name: u } ] } ]
            """);
    assertEquals("routes[0].listeners[0]", problem.path());
    assertEquals("listener \"db\" speaks TCP (expected: an HTTP listener)", problem.message());
    assertTrue(problem.remedy().contains("backendRefs on the listener"), problem.remedy());
  }
}

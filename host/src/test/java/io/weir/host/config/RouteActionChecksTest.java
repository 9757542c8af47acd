package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems with filters, retries and time limits of routes. */
class RouteActionChecksTest {
  private static final String ROUTE =
      """
      upstreams: [ { name: shop, endpoints: [ "a:1" ] } ]
      routes:
      - name: r
        backendRefs: [ { name: shop } ]
      """;

  private static Problem problem(String field) {
    Problem problem = Texts.problem(ROUTE + "  " + field + "\n");
    assertEquals(5, problem.line());
    return problem;
  }

  private static String filter(String type, String field, String settings) {
    return "filters: [ { type: %s, %s: %s } ]".formatted(type, field, settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RequestHeaderModifier | requestHeaderModifier | { set: [ { name: Host, value: a } ] } | .set[0].name | URLRewrite",
        "RequestHeaderModifier | requestHeaderModifier | { remove: [ Content-Length ] } | .remove[0] | leave it out",
        "ResponseHeaderModifier | responseHeaderModifier | { add: [ { name: 'x y', value: a } ] } | .add[0].name | without blanks",
        "ResponseHeaderModifier | responseHeaderModifier | { add: [ { name: x, value: 'a%b' } ] } | .add[0].value | %% for a %",
        "ResponseHeaderModifier | responseHeaderModifier | { add: [ { name: x, value: '%START_TIME%' } ] } | .add[0].value | %PROTOCOL%",
        "ResponseHeaderModifier | responseHeaderModifier | { add: [ { name: x, value: ' a' } ] } | .add[0].value | blanks at both ends",
        "URLRewrite | urlRewrite | {} | '' | what is to be rewritten",
        "URLRewrite | urlRewrite | { hostname: 'a/b' } | .hostname | leave out scheme",
        "URLRewrite | urlRewrite | { path: { type: ReplaceFullPath, replaceFullPath: x } } | .path.replaceFullPath | begin it with /",
        "URLRewrite | urlRewrite | { path: { type: ReplaceFullPath, replaceFullPath: '/x?y' } } | .path.replaceFullPath | leave out ?",
        "RequestMirror | requestMirror | { backendRef: { name: sho } } | .backendRef.name | did you mean shop?",
        "RequestMirror | requestMirror | { backendRef: { name: shop }, percent: 101 } | '' | percent: 0 to 100",
        "RequestMirror | requestMirror | { backendRef: { name: shop }, percent: 1, fraction: { numerator: 1 } } | .fraction | keep one",
        "CORS | cors | {} | .allowOrigins | write origins",
        "CORS | cors | { allowOrigins: [ 'https://a/b' ] } | .allowOrigins[0] | without a path",
        "CORS | cors | { allowOrigins: [ '*' ], maxAge: 0 } | .maxAge | write seconds",
        "FaultInjection | faultInjection | {} | '' | write one of the two",
        "FaultInjection | faultInjection | { abort: { httpStatus: 99 } } | .abort.httpStatus | the status of a response",
        "FaultInjection | faultInjection | { abort: {} } | .abort | write one of them",
        "FaultInjection | faultInjection | { delay: { fixedDelay: 1s, percentage: 101 } } | .delay.percentage | in percent",
        "FaultInjection | faultInjection | { delay: {} } | .delay.fixedDelay | write 100ms",
      })
  void badFilter(String type, String field, String settings, String path, String remedy) {
    Problem problem = problem(filter(type, field, settings));
    assertEquals("routes[0].filters[0]." + field + path, problem.path());
    assertTrue(problem.remedy().contains(remedy), problem.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filters: [ { type: ExtensionRef } ] | filters[0].type | \"ExtensionRef\" (expected: RequestHeaderModifier",
        "filters: [ { type: CORS } ] | filters[0].cors | missing (expected: the settings of CORS)",
        "filters: [ { type: CORS, cors: { allowOrigins: [ '*' ] }, urlRewrite: {} } ] | filters[0].urlRewrite | unknown field",
        "timeouts: { request: 1s, backendRequest: 2s } | timeouts.backendRequest | 2s (expected: at most timeouts.request, 1s)",
        "retry: { attempts: -1 } | retry.attempts | -1 (expected: 0 to 100)",
        "retry: { codes: [ 200 ] } | retry.codes[0] | 200 (expected: 400 to 599)",
        "retry: { codes: [ x ] } | retry.codes[0] | ",
        "retry: { on: [ 5x ] } | retry.on | \"5x\" (expected: 5xx, gateway-error",
        "retry: { backoff: 2s, maxBackoff: 1s } | retry.maxBackoff | 1s (expected: at least backoff)",
        "retry: { bufferBytes: 17Mi } | retry.bufferBytes | 17825792 (expected: 0 to 16777216)",
        "retry: { budget: { percent: 101 } } | retry.budget.percent | 101 (expected: 0 to 100)",
        "retry: { perTryTimeout: 1s } | retry.perTryTimeout | not supported yet",
      })
  void badField(String field, String path, String message) {
    Problem problem = problem(field);
    assertEquals("routes[0]." + path, problem.path());
    assertTrue(message == null || problem.message().startsWith(message), problem.message());
  }

  @Test
  void aFilterThatAnswersNeedsNoBackendAndMayHaveNone() {
    Problem problem = Texts.problem(ROUTE + "  " + redirect("") + "\n");
    assertEquals("routes[0].backendRefs", problem.path());
  }

  @Test
  void aPrefixIsReplacedWhereThereIsOne() {
    Problem problem =
        Texts.problem(
            "routes:\n- name: r\n  matches: [ { path: { type: Exact, value: /a } } ]\n  "
                + redirect("path: { type: ReplacePrefixMatch, replacePrefixMatch: /b }"));
    assertEquals("routes[0].filters[0].requestRedirect.path.type", problem.path());
  }

  private static String redirect(String more) {
    return filter("RequestRedirect", "requestRedirect", "{ " + more + " }");
  }

  @Test
  void backendsChangeHeadersOnly() {
    String filters = "filters: [ { type: CORS, cors: { allowOrigins: [ '*' ] } } ]";
    Problem problem =
        Texts.problem(ROUTE.replace("{ name: shop } ]", "{ name: shop, " + filters + " } ]"));
    assertEquals("routes[0].backendRefs[0].filters[0].type", problem.path());
  }

  @Test
  void aTryHasNoMoreTimeThanTheRequestByDefault() {
    GatewayConfig config = Texts.yaml(ROUTE + "  timeouts: { request: 3s }\n");
    assertEquals("3s", Durations.format(config.routes().getFirst().timeouts().backendRequest()));
  }
}

package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems with the matches of routes, and the example of the page about them. */
class MatchChecksTest {
  private static final String ROUTE =
      """
      upstreams: [ { name: shop, endpoints: [ "a:1" ] } ]
      routes:
      - name: r
        backendRefs: [ { name: shop } ]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queryParams: [ { name: '', value: a } ]       | .queryParams[0].name  | before the =",
        "queryParams: [ { name: a } ]                  | .queryParams[0].value | add value",
        "queryParams: [ { name: a, value: x }, { name: a, value: y } ] | .queryParams[1].name | keep one",
        "cookies: [ { name: 'a b', value: x } ]        | .cookies[0].name      | without blanks",
        "cookies: [ { name: a, value: x }, { name: a, value: y } ] | .cookies[1].name | keep one",
        "headers: [ { name: 'a:b', value: x } ]        | .headers[0].name      | without blanks",
        "headers: [ { name: a, value: x }, { name: A, value: y } ] | .headers[1].name | keep one",
        "headers: [ { name: a, type: Present, value: x } ] | .headers[0].value | leave value out",
        "headers: [ { name: a, type: Like, value: x } ] | .headers[0].type     | Exact",
        "headers: [ { name: a, type: Present, invert: 'yes' } ] | .headers[0].invert | true or false",
        "headers: [ { name: a, type: RegularExpression, value: '(a' } ] | .headers[0].value | correct it",
        "cookies: [ { name: a, type: RegularExpression, value: '(?=a)' } ] | .cookies[0].value | no look-around",
        "path: { type: RegularExpression, value: '/(a)/\\1' } | .path.value    | back-references",
        "path: { value: '/a?b=c' }                     | .path.value           | queryParams",
        "path: { value: a }                            | .path.value           | begin it with /",
        "method: get                                   | .method               | GET",
      })
  void aBadMatchIsNamedWithItsPlaceAndRemedy(String match, String path, String remedy) {
    Problem problem = Texts.problem(ROUTE + "  matches: [ { " + match + " } ]\n");
    assertEquals(5, problem.line());
    assertEquals("routes[0].matches[0]" + path, problem.path());
    String told = problem.message() + "; " + problem.remedy();
    assertTrue(told.contains(remedy), told);
  }

  @Test
  void theExampleOfThePageLoadsAndReadsBackTheSame() throws Exception {
    String page = Files.readString(Path.of("../docs/routing.md"));
    Matcher example = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(example.find());
    GatewayConfig config = Texts.yaml(example.group(1));
    assertEquals(1, config.routes().getFirst().matches().getFirst().queryParams().size());
    assertEquals(config, Texts.yaml(ConfigWriter.yaml(config)));
  }
}

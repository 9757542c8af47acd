package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of Higress' plugins ({@code _rules_}) as those plugins match them: by what they read
 * before they answer to the request's headers.
 */
class MatchRulesTest {
  /** Null parts are not in the rule. A route prefix counts only where nothing else is said. */
  private record Rule(
      String name,
      @Nullable String route,
      @Nullable String domain,
      @Nullable String service,
      @Nullable String routePrefix) {

    boolean holds(FilterGuest g) {
      boolean routeHolds = g.propertyValue("route_name").equals(route);
      boolean serviceHolds = g.propertyValue("cluster_name").equals(service);
      if (route != null && service != null) {
        return routeHolds && serviceHolds;
      }
      if (route != null) {
        return routeHolds;
      }
      if (domain != null) {
        return g.header(0, ":authority").equals(domain);
      }
      if (service != null) {
        return serviceHolds;
      }
      return routePrefix != null && g.propertyValue("route_name").startsWith(routePrefix);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("both-but-other-service", "route", null, "other", null),
          new Rule("domain", null, "by.domain", null, null),
          new Rule("domain-over-service", null, "other.domain", "origin", null),
          new Rule("both", "route", null, "origin", null),
          new Rule("prefix", null, null, null, "rou"));

  @ParameterizedTest
  @CsvSource({"by.domain, 0, domain", "x, 0, both", "x, 4, prefix"})
  void theFirstRuleThatHoldsIsTheOne(String host, int from, String expected) {
    String[] matched = new String[1];
    try (Rig rig = new Rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                for (Rule rule : RULES.subList(from, RULES.size())) {
                  if (matched[0] == null && rule.holds(g)) {
                    matched[0] = rule.name();
                  }
                }
                return 0;
              });
      rig.request(true, ":authority", host);
    }
    assertEquals(expected, matched[0]);
  }
}

package io.weir.host.stream;

import static io.weir.host.stream.Script.PAUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.Match;
import io.weir.host.config.PathMatch;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.config.ValueMatch;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Routes that follow what plugins make of a request, and the endpoint that they ask for. */
class StreamRouteTest {
  private static final Endpoint ONE = new Endpoint("127.0.0.1", 1);
  private static final Endpoint TWO = new Endpoint("127.0.0.1", 2);
  private static final RouteTimeouts NONE = new RouteTimeouts(Duration.ZERO, Duration.ZERO);

  private static Cluster cluster(String name, Endpoint... endpoints) {
    return new Cluster(
        name,
        List.of(endpoints),
        LoadBalancer.Policy.RoundRobin,
        new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  private static Route route(
      String name, String path, List<ValueMatch> headers, Cluster to, List<BoundPlugin> chain) {
    PathMatch prefix = new PathMatch(PathMatch.PathType.PathPrefix, path);
    return route(name, new Match(prefix, headers, null), to, chain);
  }

  private static Route route(String name, Match match, Cluster to, List<BoundPlugin> chain) {
    GatewayConfig.Route configured =
        new GatewayConfig.Route(
            name, List.of(), List.of(), List.of(match), List.of(), NONE, List.of());
    return new Route(
        name,
        "web",
        List.of(),
        Route.matches(configured),
        List.of(new Route.Backend(to, 1)),
        NONE,
        chain);
  }

  /** {@code /p} to one, {@code /p} with {@code x-to: two} and {@code /two} to the other. */
  private static Rig rig() {
    Rig rig = new Rig();
    rig.routes =
        chain -> {
          Cluster first = cluster("first", ONE, TWO);
          Cluster second = cluster("outbound|80||two.static", TWO);
          ValueMatch to = new ValueMatch(ValueMatch.Type.Exact, "x-to", "two");
          List<Route> routes =
              List.of(
                  route("one", "/p", List.of(), first, chain),
                  route("by-header", "/p", List.of(to), second, chain),
                  route("by-path", "/two", List.of(), second, chain));
          return new RouteTable(1, routes, Map.of("first", first));
        };
    return rig;
  }

  private static String names(FilterGuest g) {
    return g.propertyValue("route_name") + " " + g.propertyValue("cluster_name");
  }

  @Test
  void aChangedPathOrValueMatchesAnew() {
    String[] seen = new String[3];
    try (Rig rig = rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                seen[0] = names(g);
                g.add(0, "x-to", "two");
                seen[1] = names(g);
                return g.replace(0, ":path", "/two/x");
              });
      rig.filter("b")
          .on(
              "req-headers",
              g -> {
                seen[2] = names(g);
                return 0;
              });
      rig.request(true);
      rig.expect("a req-headers /p end", "b req-headers /two/x end", "up headers /two/x end");
      assertEquals(List.of(TWO), rig.connectedTo());
    }
    assertEquals(
        List.of(
            "one first", "by-header outbound|80||two.static", "by-path outbound|80||two.static"),
        List.of(seen));
  }

  /** All of {@code /p}, but with {@code ?to=two} or the cookie {@code to=two} to the other. */
  private static Rig byQueryAndCookie() {
    Rig rig = new Rig();
    rig.routes =
        chain -> {
          Cluster first = cluster("first", ONE);
          Cluster second = cluster("second", TWO);
          PathMatch p = new PathMatch(PathMatch.PathType.PathPrefix, "/p");
          List<ValueMatch> two = List.of(new ValueMatch(ValueMatch.Type.Exact, "to", "two"));
          List<Route> routes =
              List.of(
                  route("one", "/p", List.of(), first, chain),
                  route("by-query", new Match(p, List.of(), two, List.of(), null), second, chain),
                  route("by-cookie", new Match(p, List.of(), List.of(), two, null), second, chain));
          return new RouteTable(1, routes, Map.of("first", first));
        };
    return rig;
  }

  @Test
  void aChangedQueryMatchesAnew() {
    try (Rig rig = byQueryAndCookie()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                assertEquals("one first", names(g));
                g.replace(0, ":path", "/p?a=b&to=two");
                assertEquals("by-query second", names(g));
                return 0;
              });
      rig.request(true);
      assertEquals(List.of(TWO), rig.connectedTo());
    }
  }

  @Test
  void aCookieThatIsAddedOrTakenAwayMatchesAnew() {
    try (Rig rig = byQueryAndCookie()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                g.add(0, "cookie", "x=y; to=two");
                assertEquals("by-cookie second", names(g));
                g.replace(0, "cookie", "x=y");
                assertEquals("one first", names(g));
                return 0;
              });
      rig.request(true);
      assertEquals(List.of(ONE), rig.connectedTo());
    }
  }

  @Test
  void withTheRouteCacheLeftAloneNothingIsMatchedAnew() {
    try (Rig rig = rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                g.setProperty("clear_route_cache", "off");
                g.replace(0, ":path", "/two");
                assertEquals("one first", names(g));
                return 0;
              });
      rig.filter("b")
          .on(
              "req-headers",
              g -> {
                assertEquals("one first", names(g));
                g.add(0, "x", "y"); // of another filter: its changes count
                assertEquals("by-path outbound|80||two.static", names(g));
                return 0;
              });
      rig.request(true);
      rig.expect("a req-headers /p end", "b req-headers /two end", "up headers /two end");
    }
  }

  @Test
  void whatWasChangedBeforeThatStillCounts() {
    try (Rig rig = rig()) {
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                g.replace(0, ":path", "/two");
                g.setProperty("clear_route_cache", "off");
                g.add(0, "x", "y");
                assertEquals("by-path outbound|80||two.static", names(g));
                return 0;
              });
      rig.request(true);
    }
  }

  @Test
  void aPathOfNoRouteKeepsTheFirst() {
    try (Rig rig = rig()) {
      rig.filter("a").on("req-headers", g -> g.replace(0, ":path", "/elsewhere"));
      rig.request(true);
      rig.expect("a req-headers /p end", "up headers /elsewhere end");
    }
  }

  // ---- the endpoint

  @Test
  void anEndpointOfTheClusterIsTakenAsAskedFor() {
    for (Endpoint wanted : List.of(ONE, TWO)) {
      for (int i = 0; i < 3; i++) {
        try (Rig rig = rig()) {
          rig.filter("a").on("req-headers", g -> g.overrideHost(wanted.toString()));
          rig.request(true);
          assertEquals(List.of(wanted), rig.connectedTo());
        }
      }
    }
  }

  @Test
  void anAddressThatTheClusterDoesNotHaveIsNotGoneTo() {
    try (Rig rig = rig()) {
      rig.filter("a").on("req-headers", g -> g.overrideHost("127.0.0.1:3"));
      rig.request(true);
      assertEquals(1, rig.connectedTo().stream().filter(e -> e.port() < 3).count());
    }
  }

  @Test
  void whatIsNoAddressIsAnError() {
    try (Rig rig = rig()) {
      rig.filter("a").on("req-headers", PAUSE);
      rig.request(true);
      for (String odd : List.of("", "nonsense", "host:", ":80", "127.0.0.1:0", "127.0.0.1:99999")) {
        rig.in("a", g -> assertEquals(2, g.overrideHost(odd), odd));
      }
    }
  }

  @Test
  void theHostsAreThoseOfTheClusterWithTheirCounts() {
    String[] seen = new String[1];
    try (Rig rig = rig()) {
      rig.filter("a")
          .on("req-headers", g -> g.overrideHost(TWO.toString()))
          .on(
              "res-headers",
              g -> {
                seen[0] = g.upstreamHosts();
                return 0;
              });
      rig.request(true);
      rig.answer(true);
    }
    String[] lines = Objects.requireNonNull(seen[0]).split("\n", -1);
    assertEquals(3, lines.length, seen[0]);
    assertEquals(
        "127.0.0.1:1 {\"health_status\":\"Healthy\",\"metrics\":\"# TYPE rq_active gauge\\nrq_active"
            + " 0\\n# TYPE rq_total counter\\nrq_total 0\\n\"}",
        lines[0]);
    assertEquals(
        "127.0.0.1:2 {\"health_status\":\"Healthy\",\"metrics\":\"# TYPE rq_active gauge\\nrq_active"
            + " 1\\n# TYPE rq_total counter\\nrq_total 1\\n\"}",
        lines[1]);
  }
}

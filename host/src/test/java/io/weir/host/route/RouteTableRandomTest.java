package io.weir.host.route;

import static io.weir.host.route.Routes.exact;
import static io.weir.host.route.Routes.get;
import static io.weir.host.route.Routes.match;
import static io.weir.host.route.Routes.method;
import static io.weir.host.route.Routes.prefix;
import static io.weir.host.route.Routes.route;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.Match;
import io.weir.host.config.PathMatch.PathType;
import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is changed route by route finds what a search through all of them finds. */
class RouteTableRandomTest {
  private static final List<String> HOSTS =
      List.of("a.b.c", "b.c", "x.b.c", "*.b.c", "*.c", "*.a.b.c", "c");
  private static final List<String> SEGMENTS = List.of("", "/", "/a", "/b", "/ab", "/a/", "//");

  private record Candidate(Route route, Match match, String host, int order) {}

  private final List<Candidate> candidates = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void changedOneByOneItMatchesAsAWhole(long seed) {
    Random random = new Random(seed);
    List<Route> routes = new ArrayList<>();
    List<List<Match>> matches = new ArrayList<>();
    RouteTable table = RouteTable.EMPTY;
    for (int step = 0; step < 150; step++) {
      int at = random.nextInt(routes.size() + 1);
      List<Route> gone = new ArrayList<>();
      List<Route> added = new ArrayList<>();
      boolean there = at < routes.size();
      if (there) {
        gone.add(routes.remove(at));
        matches.remove(at);
      }
      if (!there || random.nextInt(3) > 0) {
        List<Match> of = List.of(randomMatch(random), randomMatch(random));
        Route made = route("r" + step, hosts(random), of.toArray(new Match[0]));
        added.add(made);
        routes.add(at, made);
        matches.add(at, of);
      }
      table = table.with(step, List.copyOf(routes), gone, added);
      collect(routes, matches);
      for (int i = 0; i < 20; i++) {
        HeaderList request = get(host(random), path(random));
        assertEquals(searched(request), match(table, request), request::toString);
      }
    }
    assertEquals(
        new RouteTable(1, routes, Map.of()).matchesHeaders(), table.matchesHeaders(), "headers");
  }

  private void collect(List<Route> routes, List<List<Match>> matches) {
    candidates.clear();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      for (Match match : matches.get(i)) {
        List<String> hosts = route.hostnames().isEmpty() ? List.of("") : route.hostnames();
        hosts.forEach(h -> candidates.add(new Candidate(route, match, h, candidates.size())));
      }
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> c.host.startsWith("*") ? 1 : 0)
            .thenComparing(c -> -c.host.length())
            .thenComparing(c -> c.match.path().type() == PathType.Exact ? 0 : 1)
            .thenComparing(c -> -trimmed(c.match).length())
            .thenComparing(c -> c.match.method() == null ? 1 : 0)
            .thenComparing(Candidate::order));
    candidates.sort(Comparator.comparingInt(c -> c.host.isEmpty() ? 1 : 0));
  }

  private static String trimmed(Match match) {
    String path = match.path().value();
    return match.path().type() == PathType.PathPrefix && path.endsWith("/")
        ? path.substring(0, path.length() - 1)
        : path;
  }

  private @Nullable String searched(HeaderList request) {
    String host = request.getOrEmpty(":authority");
    String path = request.getOrEmpty(":path").split("\\?", -1)[0];
    for (Candidate c : candidates) {
      boolean hostHolds =
          c.host.isEmpty()
              || c.host.equals(host)
              || (c.host.startsWith("*") && host.endsWith(c.host.substring(1)));
      String prefix = trimmed(c.match);
      boolean pathHolds =
          c.match.path().type() == PathType.Exact
              ? path.equals(prefix)
              : path.equals(prefix) || path.startsWith(prefix + "/");
      boolean methodHolds = c.match.method() == null || c.match.method().equals("GET");
      if (hostHolds && pathHolds && methodHolds) {
        return c.route.name();
      }
    }
    return null;
  }

  private static Match randomMatch(Random random) {
    String path =
        "/" + SEGMENTS.get(random.nextInt(SEGMENTS.size())) + path(random).split("\\?")[0];
    Match match = random.nextInt(3) == 0 ? exact(path) : prefix(path);
    return switch (random.nextInt(4)) {
      case 0 -> method(match, "GET");
      case 1 -> method(match, "PUT");
      default -> match;
    };
  }

  private static List<String> hosts(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> List.of();
      case 1 -> List.of(HOSTS.get(random.nextInt(3)), HOSTS.get(3 + random.nextInt(3)));
      default -> List.of(HOSTS.get(random.nextInt(HOSTS.size())));
    };
  }

  private static String host(Random random) {
    String host = HOSTS.get(random.nextInt(HOSTS.size()));
    return host.startsWith("*") ? "y" + host.substring(1) : host;
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
    }
    return path + (random.nextInt(4) == 0 ? "?a=/b" : "");
  }
}

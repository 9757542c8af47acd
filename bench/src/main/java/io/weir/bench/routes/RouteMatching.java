package io.weir.bench.routes;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Match;
import io.weir.host.config.PathMatch;
import io.weir.host.config.PathMatch.PathType;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.HeaderList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The match of one request in a table of many routes; run by {@link RouteMatchCommand}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteMatching {
  private static final RouteTimeouts NONE = new RouteTimeouts(Duration.ZERO, Duration.ZERO);
  private static final int REQUESTS = 1024;

  /** How many there are. */
  @Param("10")
  public int routes;

  /**
   * {@code host}: an exact host for each route; {@code wildcard}: a wildcard for each; {@code
   * prefix} and {@code exact}: all paths on one host; {@code map}: no table but a plain hash map by
   * host, for what no table can be better than.
   */
  @Param("host")
  public String kind = "";

  private RouteTable table = RouteTable.EMPTY;
  private final Map<String, Route> byHost = new HashMap<>();
  private boolean plain;
  private HeaderList[] requests = {};
  private int at;

  /** Makes the table and requests for routes all over it. */
  @Setup(Level.Trial)
  public void fill() {
    List<Route> all = new ArrayList<>(routes);
    for (int i = 0; i < routes; i++) {
      all.add(route(i));
    }
    plain = kind.equals("map");
    if (plain) {
      all.forEach(route -> byHost.put(route.hostnames().getFirst(), route));
    } else {
      table = new RouteTable(1, all, Map.of());
    }
    requests = new HeaderList[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      requests[i] = request((int) ((long) i * routes / REQUESTS));
    }
  }

  private Route route(int number) {
    PathType type = kind.equals("exact") ? PathType.Exact : PathType.PathPrefix;
    Match match = new Match(new PathMatch(type, path(number)), List.of(), null);
    GatewayConfig.Route configured =
        new GatewayConfig.Route(
            "route-" + number, List.of(), List.of(), List.of(match), List.of(), NONE, List.of());
    return new Route(
        configured.name(),
        "web",
        List.of(host(number)),
        Route.matches(configured),
        List.of(),
        NONE,
        List.of());
  }

  private String host(int number) {
    return switch (kind) {
      case "host", "map" -> "shop-" + number + ".example.com";
      case "wildcard" -> "*.shop-" + number + ".example.com";
      default -> "shop.example.com";
    };
  }

  private String path(int number) {
    return kind.equals("prefix") || kind.equals("exact") ? "/api/v1/things/" + number : "/api";
  }

  private HeaderList request(int number) {
    HeaderList headers = new HeaderList();
    headers.add(":method", "GET");
    headers.add(":authority", host(number).replace("*", "eu"));
    headers.add(":path", path(number) + (kind.equals("exact") ? "" : "/items") + "?page=2");
    headers.add(":scheme", "http");
    headers.add("user-agent", "bench");
    return headers;
  }

  /** One request. */
  @Benchmark
  public @Nullable Route match() {
    at = (at + 1) & (REQUESTS - 1);
    HeaderList request = requests[at];
    Route found =
        plain ? byHost.get(request.getOrEmpty(":authority")) : table.match("web", request);
    if (found == null) {
      throw new IllegalStateException("no route for " + request);
    }
    return found;
  }
}

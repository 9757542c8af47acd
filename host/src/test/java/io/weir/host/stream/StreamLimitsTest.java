package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.Match;
import io.weir.host.config.PathMatch;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.config.UpstreamTimeouts;
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

/** The limits of a stream that a plugin sends to another route than it came by. */
class StreamLimitsTest {
  private static final RouteTimeouts NONE = new RouteTimeouts(Duration.ZERO, Duration.ZERO);
  private static final int GO_ON = 0;
  private static final int PAUSE = 1;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static RouteTimeouts idle(int seconds) {
    return new RouteTimeouts(Duration.ZERO, Duration.ofSeconds(seconds));
  }

  private static RouteTimeouts whole(int seconds) {
    return new RouteTimeouts(
        Duration.ofSeconds(seconds), Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  private static Route route(
      String path, RouteTimeouts limits, Cluster to, List<BoundPlugin> chain) {
    PathMatch prefix = new PathMatch(PathMatch.PathType.PathPrefix, path);
    Match match = new Match(prefix, List.of(), null);
    GatewayConfig.Route configured =
        new GatewayConfig.Route(
            path, List.of(), List.of(), List.of(match), List.of(), limits, List.of());
    return new Route(
        path,
        "web",
        List.of(),
        Route.matches(configured),
        List.of(new Route.Backend(to, 1)),
        limits,
        chain);
  }

  private static Rig rig(RouteTimeouts first, RouteTimeouts second) {
    return rig(first, second, GO_ON);
  }

  /**
   * The first route is that of {@code /p}, which a plugin changes to {@code /two}.
   *
   * @param status what the plugin returns then
   */
  private static Rig rig(RouteTimeouts first, RouteTimeouts second, int status) {
    Rig rig = new Rig();
    rig.freezeTime();
    rig.routes =
        chain -> {
          Cluster origin =
              new Cluster(
                  "origin",
                  List.of(new Endpoint("127.0.0.1", 1)),
                  LoadBalancer.Policy.RoundRobin,
                  new UpstreamTimeouts(SECOND, SECOND));
          List<Route> both =
              List.of(route("/p", first, origin, chain), route("/two", second, origin, chain));
          return new RouteTable(1, both, Map.of("origin", origin));
        };
    rig.filter("a")
        .on(
            "req-headers",
            g -> {
              g.replace(0, ":path", "/two");
              return status;
            });
    return rig;
  }

  private static String status(Rig rig) {
    return Objects.requireNonNull(rig.down.headers).getOrEmpty(":status");
  }

  private static void assertLate(Rig rig, ResponseFlag why) {
    assertEquals("504", status(rig));
    assertTrue((rig.stream().info().flags() & why.bit()) != 0, why.toString());
  }

  @Test
  void theRouteThatIsMatchedAnewBringsItsIdleLimit() {
    try (Rig rig = rig(NONE, idle(2))) {
      rig.request(true);
      rig.advance(SECOND);
      assertNull(rig.down.headers);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.STREAM_IDLE_TIMEOUT);
    }
  }

  @Test
  void aShorterIdleLimitHoldsAsSoonAsTheRouteDoes() {
    try (Rig rig = rig(idle(9), idle(1))) {
      rig.request(true);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.STREAM_IDLE_TIMEOUT);
    }
  }

  @Test
  void theIdleLimitOfTheFirstRouteHoldsNoMore() {
    try (Rig rig = rig(idle(1), idle(3))) {
      rig.request(true);
      rig.advance(SECOND.multipliedBy(2));
      assertNull(rig.down.headers);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.STREAM_IDLE_TIMEOUT);
    }
  }

  @Test
  void aRouteWithoutAnIdleLimitTakesThatOfTheFirstAway() {
    try (Rig rig = rig(idle(1), NONE)) {
      rig.request(true);
      rig.advance(SECOND.multipliedBy(9));
      assertNull(rig.down.headers);
      rig.answer(true);
      assertEquals("200", status(rig));
    }
  }

  @Test
  void aByteKeepsTheNewLimitAway() {
    try (Rig rig = rig(idle(9), idle(2))) {
      rig.request(false);
      rig.advance(SECOND);
      rig.data("x", true);
      rig.advance(SECOND);
      assertNull(rig.down.headers);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.STREAM_IDLE_TIMEOUT);
    }
  }

  @Test
  void idlenessCountsFromTheChangeAndTheWholeFromTheBeginning() {
    try (Rig rig = rig(NONE, idle(2), PAUSE)) {
      rig.request(true);
      rig.advance(SECOND);
      rig.resume("a", true);
      rig.advance(SECOND);
      assertNull(rig.down.headers);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.STREAM_IDLE_TIMEOUT);
    }
    try (Rig rig = rig(whole(9), whole(2), PAUSE)) {
      rig.request(true);
      rig.advance(SECOND);
      rig.resume("a", true);
      assertNull(rig.down.headers);
      rig.advance(SECOND);
      assertLate(rig, ResponseFlag.UPSTREAM_REQUEST_TIMEOUT);
    }
  }
}

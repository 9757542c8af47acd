package io.weir.host.upstream.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.FakePools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an endpoint is taken for healthy, and what becomes of checks that are under way. */
class HealthCheckerTest {
  private final FakePools fake = new FakePools();
  private final List<String> heard = new ArrayList<>();
  private final HealthChecker checker = checker();

  private HealthChecker checker() {
    Cluster cluster =
        FakePools.cluster(
            """
            endpoints: [ "127.0.0.1:1" ], healthCheck: { active: { interval: 1s, timeout: 2s, jitterPercent: 0,
              unhealthyThreshold: 2, healthyThreshold: 3, http: { path: /healthz } } }
            """);
    return new HealthChecker(
        fake.loop(),
        fake.pools,
        cluster.alone(new Endpoint("127.0.0.1", 1), "127.0.0.1", Duration.ofSeconds(2)),
        Objects.requireNonNull(cluster.settings().healthCheck().active()),
        new HealthListener() {
          @Override
          public void onHealthy() {
            heard.add("healthy");
          }

          @Override
          public void onUnhealthy(String why) {
            heard.add("unhealthy: " + why);
          }
        });
  }

  @AfterEach
  void close() {
    checker.stop();
    fake.close();
  }

  private void start(boolean healthy) {
    checker.start(healthy);
    fake.settle();
  }

  /** The answers of the checks that follow, an interval apart. */
  private void answers(int... statuses) {
    for (int status : statuses) {
      fake.made.getLast().answer(status);
      fake.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void theFirstCheckDecidesAlone() {
    start(true);
    answers(503);
    assertEquals(1, heard.size());
    assertTrue(heard.getFirst().startsWith("unhealthy: status 503"), heard.toString());
  }

  @Test
  void theFirstCheckDecidesAloneAboutWhatFailedBefore() {
    start(false);
    answers(200);
    assertEquals(List.of("healthy"), heard);
  }

  @Test
  void whatFlapsStaysAsItIs() {
    start(true);
    answers(200, 503, 200, 503, 200);
    assertEquals(List.of(), heard);
    answers(503, 503);
    assertEquals(1, heard.size());
    answers(200, 200, 503, 200, 200);
    assertEquals(1, heard.size());
    answers(200);
    assertEquals(2, heard.size());
  }

  /** Else an endpoint that takes connections and never answers would have one for each check. */
  @Test
  void aCheckThatIsLateIsTakenBack() {
    start(true);
    assertFalse(fake.made.getFirst().cancelled);
    fake.advance(Duration.ofSeconds(2));
    assertTrue(fake.made.getFirst().cancelled);
    assertEquals(List.of("unhealthy: no answer in 2000 ms"), heard);
  }

  @Test
  void aCheckThatIsUnderWayIsTakenBackAndSaysNothingMore() {
    start(true);
    checker.stop();
    assertTrue(fake.made.getFirst().cancelled);
    fake.made.getFirst().answer(503);
    fake.advance(Duration.ofSeconds(10));
    assertEquals(List.of(), heard);
    assertEquals(1, fake.made.size());
  }
}

package io.weir.host.upstream.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.FakePools;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster over time, with a clock that the test moves: slow start, ejections, checks. */
class ControlledClusterTest {
  private static final String TWO = "endpoints: [ \"127.0.0.1:1\", \"127.0.0.1:2\" ]";

  private static final Endpoint SECOND = new Endpoint("127.0.0.1", 2);

  private final FakePools fake = new FakePools();
  private final ControlLoop control =
      new ControlLoop(
          fake.loop(),
          fake.pools,
          new Workers(fake.loop(), List.of(fake.pools)),
          NioDatagramChannel.class,
          NioSocketChannel.class);
  private final Cluster first = FakePools.cluster(TWO);
  private final ControlledCluster controlled = new ControlledCluster(control, first);

  @AfterEach
  void close() {
    controlled.stop();
    fake.close();
  }

  private void change(String fields) {
    Cluster next = FakePools.cluster(fields);
    fake.pools.commit(Map.of("origin", next), Map.of());
    controlled.change(next);
    fake.settle();
  }

  private List<EndpointStatus> endpoints() {
    return controlled.status(Workers.Counts.NONE).endpoints();
  }

  private List<Integer> shares() {
    return endpoints().stream().map(EndpointStatus::share).toList();
  }

  private Health health(int endpoint) {
    return endpoints().get(endpoint).health();
  }

  @Test
  void aNewEndpointGetsItsShareBitByBit() {
    String slow = ", loadBalancer: { slowStart: { window: 100s, minWeightPercent: 10 } }";
    change("endpoints: [ \"127.0.0.1:1\" ]" + slow);
    fake.advance(Duration.ofSeconds(200));
    change(TWO + slow);
    assertEquals(List.of(100, 10), shares());
    fake.advance(Duration.ofSeconds(25));
    assertEquals(List.of(100, 25), shares());
    assertTrue(requestsToTheSecond(100) < 40, "the workers are told");
    fake.advance(Duration.ofSeconds(50));
    assertEquals(List.of(100, 75), shares());
    fake.advance(Duration.ofSeconds(25));
    assertEquals(List.of(100, 100), shares());
    assertEquals(50, requestsToTheSecond(100));
  }

  private int requestsToTheSecond(int of) {
    fake.answering = true;
    Cluster now = controlled.cluster();
    long before = fake.pools.hosts(now).get(1).total();
    for (int i = 0; i < of; i++) {
      fake.pools.acquire(now, new FakePools.Request());
      fake.settle();
    }
    return (int) (fake.pools.hosts(now).get(1).total() - before);
  }

  private static String five() {
    return IntStream.rangeClosed(1, 5).mapToObj(i -> "\"127.0.0.1:" + i + "\"").toList().toString();
  }

  private void requests(int number) {
    fake.answering = true;
    for (int i = 0; i < number; i++) {
      fake.pools.acquire(controlled.cluster(), new FakePools.Request());
      fake.settle();
    }
  }

  @Test
  void anEndpointWhoseSuccessRateIsFarBelowTheOthersIsOut() {
    change(
        "endpoints: "
            + five()
            + """
            , healthCheck: { passive: { consecutive5xxErrors: 0, interval: 10s, baseEjectionTime: 30s,
              maxEjectionPercent: 50, successRate: { minimumHosts: 5, requestVolume: 20,
              stdevFactor: 1900 } } }
            """);
    fake.failing.add(new Endpoint("127.0.0.1", 3));
    requests(50); // ten each are too few to say
    fake.advance(Duration.ofSeconds(10));
    assertEquals(Health.HEALTHY, health(2));
    requests(150);
    fake.advance(Duration.ofSeconds(10));
    assertEquals(
        List.of(Health.HEALTHY, Health.HEALTHY, Health.EJECTED, Health.HEALTHY, Health.HEALTHY),
        endpoints().stream().map(EndpointStatus::health).toList());
    assertTrue(
        String.valueOf(endpoints().get(2).why()).startsWith("success rate 0.0 %"),
        String.valueOf(endpoints().get(2).why()));
    fake.advance(Duration.ofSeconds(30));
    assertEquals(Health.HEALTHY, health(2), "in again after its time");
  }

  @Test
  void thePastOfSettingsThatWentLetsNobodyInEarly() {
    String passive = ", healthCheck: { passive: { baseEjectionTime: 30s, interval: 1000s } }";
    change(TWO + passive);
    controlled.suspect(SECOND, "for a test");
    fake.advance(Duration.ofSeconds(20));
    change(TWO);
    assertEquals(Health.HEALTHY, health(1));
    change(TWO + passive);
    controlled.suspect(SECOND, "for a test");
    fake.advance(Duration.ofSeconds(15));
    assertEquals(Health.EJECTED, health(1), "its own 30 s are not over");
    fake.advance(Duration.ofSeconds(15));
    assertEquals(Health.HEALTHY, health(1));
  }

  /** Requests that were under way when it went out may fail while it is out. */
  @Test
  void whatFailsWhileAnEndpointIsOutDoesNotCountWhenItIsInAgain() {
    fake.pools.suspects((cluster, endpoint, why) -> controlled.suspect(endpoint, why));
    change(
        TWO
            + ", healthCheck: { passive: { consecutive5xxErrors: 3, baseEjectionTime: 30s,"
            + " interval: 1000s } }");
    for (int i = 0; i < 12; i++) {
      fake.pools.acquire(controlled.cluster(), new FakePools.Request());
      fake.settle();
    }
    failOnSecond(3);
    assertEquals(Health.EJECTED, health(1));
    failOnSecond(2);
    fake.advance(Duration.ofSeconds(30));
    assertEquals(Health.HEALTHY, health(1));
    failOnSecond(1);
    assertEquals(Health.HEALTHY, health(1), "the first error since it is in again");
  }

  private void failOnSecond(int times) {
    for (int i = 0; i < times; i++) {
      fake.answer(SECOND, 503);
    }
  }

  @Test
  void whatAnEndpointHasFailedHoldsThroughAChangeOfItsCheck() {
    String check = ", healthCheck: { active: { interval: %ds, timeout: 1s, http: {} } }";
    change(TWO + check.formatted(10));
    fake.answer(SECOND, 503);
    assertEquals(Health.UNHEALTHY, health(1));
    change(TWO + check.formatted(20));
    assertEquals(Health.UNHEALTHY, health(1), "nobody has seen it healthy");
    fake.answer(SECOND, 200);
    assertEquals(Health.HEALTHY, health(1));
    change(TWO + check.formatted(10));
    fake.answer(SECOND, 503);
    assertEquals(Health.UNHEALTHY, health(1));
    change(TWO);
    assertEquals(Health.HEALTHY, health(1), "nobody checks it any more");
  }
}

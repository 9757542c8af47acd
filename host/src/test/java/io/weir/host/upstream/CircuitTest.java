package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.CircuitBreaker;
import io.weir.host.upstream.FakePools.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counts of a circuit breaker through changes of its limits. */
class CircuitTest {
  private final FakePools fake = new FakePools();
  private final Cluster cluster = FakePools.cluster("endpoints: [ \"127.0.0.1:1\" ]");
  private final Circuit circuit = new Circuit(new CircuitBreaker(0, 0, 2, 0));

  @AfterEach
  void close() {
    fake.close();
  }

  private void limitedBy(@Nullable Circuit by) {
    ClusterSnapshot now = ClusterSnapshot.of(cluster, cluster.members(), by);
    fake.pools.commit(Map.of("origin", cluster), Map.of("origin", now));
  }

  private Request send() {
    Request request = new Request();
    fake.pools.acquire(cluster, request);
    fake.settle();
    return request;
  }

  @Test
  void whatIsUnderWayCountsWhenLimitsCome() {
    limitedBy(null);
    send();
    send();
    limitedBy(circuit);
    assertNotNull(send().failure);
    fake.made.get(0).answer(200);
    assertNull(send().failure);
  }

  /** What ended while nothing was limited must not be counted for ever. */
  @Test
  void limitsThatGoAndComeBackCountWhatThereIs() {
    limitedBy(circuit);
    send();
    send();
    limitedBy(null);
    fake.made.get(0).answer(200);
    fake.made.get(1).answer(200);
    limitedBy(circuit);
    assertEquals(0, circuit.requests.get());
    assertEquals(2, circuit.connections.get(), "they are idle, and open");
    assertNull(send().failure);
    assertNull(send().failure);
    assertNotNull(send().failure);
  }

  /** Its own connections come free by its own requests; those of others would never tell it. */
  @Test
  void aWorkerWithoutConnectionMayHaveOneBeyondTheLimit() {
    Circuit one = new Circuit(new CircuitBreaker(1, 0, 0, 0));
    FakePools other = new FakePools();
    limitedBy(one);
    ClusterSnapshot now = ClusterSnapshot.of(cluster, cluster.members(), one);
    other.pools.commit(Map.of("origin", cluster), Map.of("origin", now));
    assertTrue(send().connected);
    Request waiting = send();
    assertFalse(waiting.connected);
    Request elsewhere = new Request();
    other.pools.acquire(cluster, elsewhere);
    other.settle();
    assertTrue(elsewhere.connected);
    assertEquals(2, one.connections.get());
    fake.made.get(0).answer(200);
    assertTrue(waiting.connected);
    assertEquals(1, fake.made.size());
    assertEquals(0, one.pending.get());
    other.close();
  }

  @Test
  void whatWaitsTooLongForAConnectionIsRefused() {
    Circuit one = new Circuit(new CircuitBreaker(1, 1, 0, 0));
    limitedBy(one);
    send();
    Request waiting = send();
    assertNotNull(send().failure, "maxPendingRequests");
    fake.advance(cluster.timeouts().connect());
    assertNotNull(waiting.failure);
    assertEquals(0, one.pending.get());
    assertEquals(1, one.requests.get());
  }
}

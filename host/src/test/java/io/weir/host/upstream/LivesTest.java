package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.FakePools.Request;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connection is used. */
class LivesTest {
  private final FakePools fake = new FakePools();
  private final Cluster cluster =
      FakePools.cluster("endpoints: [ \"127.0.0.1:1\" ], connections: { maxDuration: 10s }");

  @AfterEach
  void close() {
    fake.close();
  }

  private void send() {
    fake.pools.acquire(cluster, new Request());
    fake.settle();
  }

  @Test
  void anIdleConnectionIsClosedWhenItsTimeIsOver() {
    send();
    fake.made.get(0).answer(200);
    fake.advance(Duration.ofSeconds(9));
    assertFalse(fake.made.get(0).closed);
    fake.advance(Duration.ofSeconds(1));
    assertTrue(fake.made.get(0).closed);
    send();
    assertEquals(2, fake.made.size());
  }

  @Test
  void oneThatIsBusyThenIsClosedAfterItsRequest() {
    send();
    fake.advance(Duration.ofSeconds(10));
    assertFalse(fake.made.get(0).closed);
    fake.made.get(0).answer(200);
    assertTrue(fake.made.get(0).closed);
  }
}

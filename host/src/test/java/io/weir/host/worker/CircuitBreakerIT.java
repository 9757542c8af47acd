package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.ClusterCounts;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is above a limit is refused at once, or waits for its turn. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class CircuitBreakerIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

  @TempDir Path folder;
  private final Semaphore arrived = new Semaphore(0);
  private final Semaphore answer = new Semaphore(0);
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              while (!peer.head().isEmpty()) {
                arrived.release();
                answer.acquire();
                peer.send(OK);
              }
            });
    gateway = new TestGateway(folder, 2); // limits are for both workers together
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private void limit(String limits) {
    gateway.apply(
        TestGateway.oneRoute(origin, "", "")
            .replace(
                "upstreams: [ { name: origin,",
                "upstreams: [ { name: origin, timeouts: { connect: 10s }, circuitBreaker: { "
                    + limits
                    + " },"));
  }

  private ClusterCounts counts() {
    return gateway.plane().upstreams().getFirst().counts();
  }

  @Test
  void tooManyRequestsAreRefusedAtOnce() throws Exception {
    limit("maxRequests: 2");
    try (RawClient a = gateway.connect();
        RawClient b = gateway.connect();
        RawClient c = gateway.connect()) {
      a.send(GET);
      b.send(GET);
      arrived.acquire(2);
      assertTrue(c.send(GET).readResponse().startsWith("HTTP/1.1 503 "));
      assertEquals(1, counts().overflows());
      assertEquals(2, counts().requests());
      answer.release(3);
      assertTrue(a.readResponse().endsWith("ok"));
      assertTrue(b.readResponse().endsWith("ok"));
      assertTrue(c.send(GET).readResponse().endsWith("ok"), "there is room again");
    }
    assertEquals(0, counts().requests());
  }

  @Test
  void aRequestWaitsForAConnectionToBecomeFree() throws Exception {
    gateway.close();
    gateway = new TestGateway(folder, 1);
    limit("maxConnections: 1");
    try (RawClient a = gateway.connect();
        RawClient b = gateway.connect()) {
      a.send(GET);
      arrived.acquire();
      b.send(GET);
      assertTrue(TestGateway.soon(() -> counts().pending() == 1));
      answer.release(2);
      assertTrue(a.readResponse().endsWith("ok"));
      assertTrue(b.readResponse().endsWith("ok"));
    }
    assertEquals(1, origin.connections());
    assertEquals(0, counts().pending());
    assertEquals(0, counts().overflows());
  }

  @Test
  void tooManyThatWaitAreRefused() throws Exception {
    gateway.close();
    gateway = new TestGateway(folder, 1);
    limit("maxConnections: 1, maxPendingRequests: 1");
    try (RawClient a = gateway.connect();
        RawClient b = gateway.connect();
        RawClient c = gateway.connect()) {
      a.send(GET);
      arrived.acquire();
      b.send(GET);
      assertTrue(TestGateway.soon(() -> counts().pending() == 1));
      assertTrue(c.send(GET).readResponse().startsWith("HTTP/1.1 503 "));
      answer.release(2);
      assertTrue(b.readResponse().endsWith("ok"));
      assertTrue(a.readResponse().endsWith("ok"));
    }
  }

  @Test
  void aConnectionCarriesSoManyRequestsAndNoMore() throws Exception {
    gateway.close();
    gateway = new TestGateway(folder, 1);
    gateway.apply(
        TestGateway.oneRoute(origin, "", "")
            .replace(
                "upstreams: [ { name: origin,",
                "upstreams: [ { name: origin, connections: { maxRequests: 2 },"));
    answer.release(5);
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        assertTrue(client.send(GET).readResponse().endsWith("ok"));
      }
    }
    assertEquals(3, origin.connections());
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.EndpointStatus;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that fail are found out, left alone and taken in again. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class UpstreamHealthIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

  @TempDir Path folder;
  private TestGateway gateway;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void start() throws Exception {
    one = new TestServer("one");
    two = new TestServer("two");
    gateway = new TestGateway(folder, 2);
  }

  @AfterEach
  void stop() {
    gateway.close();
    one.close();
    two.close();
  }

  private void apply(String upstream) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, endpoints: [ "%s", "%s" ] %s } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(one.address(), two.address(), upstream));
  }

  private EndpointStatus status(int endpoint) {
    ClusterStatus cluster = gateway.plane().upstreams().getFirst();
    return cluster.endpoints().get(endpoint);
  }

  private boolean soon(int endpoint, Health health) throws InterruptedException {
    return TestGateway.soon(() -> status(endpoint).health() == health);
  }

  private void send(int requests) throws Exception {
    for (int i = 0; i < requests; i++) {
      gateway.exchange(GET);
    }
  }

  @Test
  void anEndpointThatFailsItsChecksIsLeftAlone() throws Exception {
    apply(
        """
        , healthCheck: { panicThreshold: 0, active: { interval: 20ms, timeout: 5s, unhealthyThreshold: 2,
          http: { path: /healthz, expectedStatuses: [ "200" ] } } }
        """);
    assertTrue(soon(0, Health.HEALTHY));
    two.health = 500;
    assertTrue(soon(1, Health.UNHEALTHY));
    assertTrue(String.valueOf(status(1).why()).contains("500"), status(1).toString());
    int before = two.served();
    send(20);
    assertEquals(before, two.served());
    two.health = 200;
    assertTrue(soon(1, Health.HEALTHY));
    send(20);
    assertTrue(two.served() > before);
  }

  @Test
  void nobodyHealthyIs503AtOnce() throws Exception {
    one.health = 503;
    two.health = 503;
    apply(
        """
        , healthCheck: { panicThreshold: 0, active: { interval: 20ms, timeout: 5s, http: { path: /healthz } } }
        """);
    assertTrue(soon(0, Health.UNHEALTHY));
    assertTrue(soon(1, Health.UNHEALTHY));
    assertTrue(gateway.exchange(GET).startsWith("HTTP/1.1 503 "));
    assertEquals(0, one.served() + two.served());
    apply(", healthCheck: { active: { interval: 20ms, http: { path: /healthz } } }");
    assertTrue(gateway.exchange(GET).startsWith("HTTP/1.1 200 "), "by the panic threshold");
  }

  @Test
  void aServerThatIsNotThereIsUnhealthyByTcp() throws Exception {
    two.close();
    apply(", healthCheck: { active: { type: TCP, interval: 20ms, timeout: 5s } }");
    assertTrue(soon(1, Health.UNHEALTHY));
    assertTrue(soon(0, Health.HEALTHY));
  }

  @Test
  void anEndpointThatAnswersWithErrorsIsOutForATime() throws Exception {
    two.status = 500;
    apply(
        """
        , healthCheck: { panicThreshold: 0, passive: { consecutive5xxErrors: 3, baseEjectionTime: 1s,
          interval: 50ms, maxEjectionPercent: 50 } }
        """);
    for (int i = 0; i < 100 && status(1).health() == Health.HEALTHY; i++) {
      send(1);
    }
    EndpointStatus out = status(1);
    assertEquals(Health.EJECTED, out.health());
    assertEquals("3 server errors in a row", out.why());
    assertTrue(out.counts().errors() >= 3, out.toString());
    two.status = 200;
    assertTrue(soon(1, Health.HEALTHY), "in again after its time");
  }

  @Test
  void aTcpConnectionThatFindsNoEndpointIsReset() throws Exception {
    gateway.apply(
        """
        listeners: [ { name: web, protocol: TCP, address: "127.0.0.1:0", backendRefs: [ { name: origin } ] } ]
        upstreams: [ { name: origin, endpoints: [ { address: "%s", drain: true } ] } ]
        """
            .formatted(one.address()));
    try (RawClient client = gateway.connect()) {
      assertThrows(SocketException.class, () -> client.send(GET).readAll());
    }
    assertEquals(0, one.served());
  }

  @Test
  void aServerOfGrpcTellsItsHealth() throws Exception {
    try (GrpcHealth grpc = new GrpcHealth()) {
      gateway.apply(
          """
          upstreams:
            - name: origin
              protocol: H2C
              endpoints: [ "127.0.0.1:%d" ]
              healthCheck: { active: { type: GRPC, interval: 20ms, timeout: 5s, unhealthyThreshold: 1, grpc: { service: shop } } }
          """
              .formatted(grpc.port()));
      assertTrue(TestGateway.soon(() -> grpc.asked("shop")));
      assertTrue(soon(0, Health.HEALTHY));
      grpc.serving = 2;
      assertTrue(soon(0, Health.UNHEALTHY));
      assertEquals("serving status 2 (expected: 1, SERVING)", status(0).why());
      grpc.serving = 1;
      assertTrue(soon(0, Health.HEALTHY));
    }
  }

  /** Nothing but health and balancing has changed: no connection is closed. */
  @Test
  void aChangeOfHealthSettingsKeepsConnectionsAndCounts() throws Exception {
    gateway.close();
    gateway = new TestGateway(folder, 1);
    try (RawOrigin origin = RawOrigin.echoingHeads()) {
      gateway.apply(TestGateway.oneRoute(origin, "", ""));
      try (RawClient client = gateway.connect()) {
        client.send("GET /a HTTP/1.1\r\nhost: x\r\n\r\n").readResponse();
        for (String more :
            new String[] {
              "loadBalancer: { policy: LeastRequest }",
              "healthCheck: { passive: {} }",
              "circuitBreaker: { maxRequests: 100 }"
            }) {
          gateway.apply(
              TestGateway.oneRoute(origin, "", "")
                  .replace(
                      "upstreams: [ { name: origin,",
                      "upstreams: [ { name: origin, " + more + ","));
          client.send("GET /a HTTP/1.1\r\nhost: x\r\n\r\n").readResponse();
        }
      }
      assertEquals(1, origin.connections());
      assertEquals(4, status(0).counts().total());
      assertEquals(1, status(0).counts().connectionsMade());
      assertEquals(0, gateway.plane().upstreams().getFirst().counts().requests());
    }
  }
}

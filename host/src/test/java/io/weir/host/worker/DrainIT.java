package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that is to go takes nothing new, and what is under way may end. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class DrainIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  private static final String GET_AND_CLOSE =
      "GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

  @TempDir Path folder;
  private final CountDownLatch finish = new CountDownLatch(1);
  private RawOrigin slow;
  private RawOrigin other;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    slow =
        new RawOrigin(
            peer -> {
              while (!peer.head().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbegin");
                finish.await();
                peer.send("-end");
              }
            });
    other =
        new RawOrigin(
            peer -> {
              while (!peer.head().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nother");
              }
            });
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    finish.countDown();
    gateway.close();
    slow.close();
    other.close();
  }

  private void apply(String endpoints, String more) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, endpoints: [ %s ], loadBalancer: { policy: RoundRobin } %s } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(endpoints, more));
  }

  private String address(RawOrigin origin) {
    return "\"127.0.0.1:" + origin.port() + "\"";
  }

  private void nothingNewGoesToTheSlowOne() throws Exception {
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 4; i++) {
        assertTrue(client.send(GET).readResponse().endsWith("other"));
      }
    }
    assertEquals(1, slow.connections());
  }

  @Test
  void aStreamToADrainedEndpointEnds() throws Exception {
    apply(address(slow), "");
    try (RawClient client = gateway.connect()) {
      client.send(GET).readTo("begin");
      apply("{ address: " + address(slow) + ", drain: true }, " + address(other), "");
      nothingNewGoesToTheSlowOne();
      finish.countDown();
      assertTrue(client.readTo("-end").endsWith("-end"));
    }
  }

  @Test
  void aStreamToARemovedEndpointEnds() throws Exception {
    apply(address(slow), "");
    try (RawClient client = gateway.connect()) {
      client.send(GET).readTo("begin");
      apply(address(other), "");
      nothingNewGoesToTheSlowOne();
      finish.countDown();
      assertTrue(client.readTo("-end").endsWith("-end"));
    }
  }

  @Test
  void itEndsInItsTimeOrIsCutOff() throws Exception {
    apply(address(slow), ", connections: { drainTimeout: 50ms }");
    try (RawClient client = gateway.connect()) {
      client.send(GET).readTo("begin");
      apply(address(other), ", connections: { drainTimeout: 50ms }");
      assertEquals("", client.readAll(), "cut off, and no byte more");
    }
  }

  private RawClient webSocket() throws Exception {
    RawClient client = gateway.connect();
    String answer =
        client
            .send(
                "GET /a HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                    + "sec-websocket-version: 13\r\n"
                    + "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .readHead();
    assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    return client;
  }

  /** Sends back each byte of the tunnel. */
  private static RawOrigin webSockets() throws Exception {
    return new RawOrigin(
        peer -> {
          peer.head();
          peer.send(
              "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                  + "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
          peer.socket().getInputStream().transferTo(peer.socket().getOutputStream());
        });
  }

  @Test
  void aWebSocketToARemovedEndpointGoesOn() throws Exception {
    try (RawOrigin tunnels = webSockets()) {
      apply(address(tunnels), "");
      try (RawClient client = webSocket()) {
        apply(address(other), "");
        assertTrue(gateway.exchange(GET_AND_CLOSE).endsWith("other"));
        assertEquals("ping", client.send("ping").read(4));
      }
    }
  }

  @Test
  void aWebSocketHasItsTimeToEndToo() throws Exception {
    String soon = ", connections: { drainTimeout: 50ms }";
    try (RawOrigin tunnels = webSockets()) {
      apply(address(tunnels), soon);
      try (RawClient client = webSocket()) {
        apply(address(other), soon);
        assertEquals("", client.readAll(), "cut off");
      }
    }
  }
}

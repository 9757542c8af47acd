package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Actions of routes with real connections: retries, mirrors and what the wire shows of answers. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class RouteActionsIT {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
  private static final String NO = "HTTP/1.1 503 No\r\ncontent-length: 2\r\n\r\nno";
  private static final String POST = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nbody";

  @TempDir Path folder;
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private RawOrigin origin(RawOrigin.Script script) throws Exception {
    RawOrigin origin = new RawOrigin(script);
    open.add(origin);
    return origin;
  }

  /** A gateway with a route to the first of the ports, and an upstream "other" at the second. */
  private TestGateway gateway(String backends, String fields, String endpoints, int other) {
    TestGateway gateway = new TestGateway(folder, 1);
    open.add(gateway);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
        - { name: origin, endpoints: [ %s ] }
        - { name: other, endpoints: [ "127.0.0.1:%d" ] }
        routes:
        - name: all
          %s
        """
                .formatted(endpoints, other, backends)
            + fields.indent(2));
    return gateway;
  }

  private TestGateway gateway(String fields, String endpoints, int other) {
    return gateway("backendRefs: [ { name: origin } ]", fields, endpoints, other);
  }

  private static String at(int... ports) {
    StringBuilder endpoints = new StringBuilder();
    for (int port : ports) {
      endpoints.append(endpoints.isEmpty() ? "" : ", ").append("\"127.0.0.1:" + port + "\"");
    }
    return endpoints.toString();
  }

  /** A port that refuses connections. */
  private static int dead() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aRefusedRequestIsSentAgainWithItsBody() throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    RawOrigin origin =
        origin(
            peer -> {
              while (!peer.head().isEmpty()) {
                bodies.add(peer.read(4));
                peer.send(bodies.size() < 3 ? NO : OK);
              }
            });
    TestGateway gateway = gateway("retry: { codes: [ 503 ], backoff: 1ms }", at(origin.port()), 1);
    try (RawClient client = gateway.connect()) {
      String answer = client.send(POST).readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("ok"), answer);
    }
    assertEquals(List.of("body", "body", "body"), bodies);
  }

  @Test
  void anUpstreamThatDiesInTheMiddleOfARequestIsMadeUpForByAnother() throws Exception {
    RawOrigin dying =
        origin(
            peer -> {
              peer.head();
              peer.socket().setSoLinger(true, 0); // a reset
            });
    RawOrigin living =
        origin(
            peer -> {
              while (!peer.head().isEmpty()) {
                peer.read(4);
                peer.send(OK);
              }
            });
    TestGateway gateway =
        gateway(
            "retry: { attempts: 5, on: [ reset, connect-failure ], backoff: 1ms }",
            at(dying.port(), living.port(), dead()),
            1);
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        String answer = client.send(POST).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      }
    }
  }

  /** The key leads to the same endpoint every time, but for one that was tried already. */
  @Test
  void aRetryGoesToAnEndpointThatWasNotTried() throws Exception {
    RawOrigin living = RawOrigin.echoingHeads();
    open.add(living);
    TestGateway gateway = new TestGateway(folder, 1);
    open.add(gateway);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
        - name: origin
          endpoints: [ %s ]
          loadBalancer: { policy: RingHash, hashOn: [ { header: x-key } ] }
        routes:
        - name: all
          backendRefs: [ { name: origin } ]
          retry: { attempts: 1, on: [ connect-failure ], backoff: 1ms }
        """
            .formatted(at(dead(), living.port())));
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        String request = "GET /a HTTP/1.1\r\nhost: x\r\nx-key: " + i + "\r\n\r\n";
        String answer = client.send(request).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      }
    }
  }

  private static final String MIRROR =
      """
      filters:
      - type: RequestMirror
        requestMirror: { backendRef: { name: other } }
      """;

  @Test
  void aMirrorGetsTheSameRequestAndItsAnswerIsNotSeen() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Semaphore mirrored = new Semaphore(0);
    RawOrigin shadow =
        origin(
            peer -> {
              seen.add(peer.head() + peer.read(4));
              mirrored.release();
              peer.send(NO);
            });
    RawOrigin origin = RawOrigin.echoingHeads();
    open.add(origin);
    TestGateway gateway = gateway(MIRROR, at(origin.port()), shadow.port());
    String answer =
        gateway.exchange(POST.replace("host: x\r\n", "host: x\r\nconnection: close\r\n"));
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    mirrored.acquire();
    assertTrue(seen.getFirst().startsWith("POST /a HTTP/1.1\r\n"), seen.toString());
    assertTrue(seen.getFirst().endsWith("\r\n\r\nbody"), seen.toString());
  }

  /** One read of the client may bring far more than a socket takes at once. */
  @Test
  void aLongBodyIsMirroredWhole() throws Exception {
    int length = 1 << 20;
    Semaphore whole = new Semaphore(0);
    RawOrigin.Script reads =
        peer -> {
          while (!peer.head().isEmpty()) {
            peer.read(length);
            whole.release();
            peer.send(OK);
          }
        };
    TestGateway gateway = gateway(MIRROR, at(origin(reads).port()), origin(reads).port());
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        client
            .send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n")
            .send("x".repeat(length));
        assertTrue(client.readResponse().startsWith("HTTP/1.1 200 "));
      }
    }
    assertTrue(whole.tryAcquire(6, 10, TimeUnit.SECONDS), "whole: " + whole.availablePermits());
  }

  @Test
  void aMirrorThatIsDeadOrTakesNothingHurtsNobody() throws Exception {
    RawOrigin stuck = origin(peer -> Thread.sleep(60_000));
    for (int other : new int[] {dead(), stuck.port()}) {
      RawOrigin origin =
          origin(
              peer -> {
                peer.head();
                peer.read(16 << 20);
                peer.send(OK);
              });
      TestGateway gateway = gateway(MIRROR, at(origin.port()), other);
      try (RawClient client = gateway.connect()) {
        client.send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: " + (16 << 20) + "\r\n\r\n");
        for (int i = 0; i < 256; i++) {
          client.send("x".repeat(64 << 10));
        }
        assertTrue(client.readResponse().startsWith("HTTP/1.1 200 "));
      }
      long[] dropped = new long[1];
      assertTrue(
          TestGateway.soon(
              () -> {
                dropped[0] = gateway.plane().mirrorsDropped();
                return dropped[0] == 1;
              }),
          "dropped: " + dropped[0]);
    }
  }

  @Test
  void answersOfTheGatewayAreFramedAsTheirStatusWants() throws Exception {
    RawOrigin origin = RawOrigin.echoingHeads();
    open.add(origin);
    TestGateway gateway =
        gateway(
            """
            filters:
            - type: CORS
              cors: { allowOrigins: [ "https://a.example" ] }
            """,
            at(origin.port()),
            1);
    String preflight =
        "OPTIONS /a HTTP/1.1\r\nhost: x\r\norigin: https://a.example\r\n"
            + "access-control-request-method: PUT\r\n\r\n";
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        String answer = client.send(preflight).readHead();
        assertTrue(answer.startsWith("HTTP/1.1 204 "), answer);
        assertTrue(answer.contains("access-control-allow-origin: https://a.example\r\n"), answer);
        assertFalse(answer.contains("content-length"), answer);
      }
      assertTrue(client.send(POST).readResponse().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aRedirectNamesThePortOfTheListener() throws Exception {
    TestGateway gateway =
        gateway(
            "",
            """
            matches: [ { path: { value: /a } } ]
            filters:
            - type: RequestRedirect
              requestRedirect:
                hostname: b.example
                path: { type: ReplacePrefixMatch, replacePrefixMatch: /b }
            """,
            at(1),
            1);
    try (RawClient client = gateway.connect()) {
      String answer = client.send("GET /a/c?d HTTP/1.1\r\nhost: x\r\n\r\n").readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 302 "), answer);
      String location = "location: http://b.example:" + gateway.port() + "/b/c?d\r\n";
      assertTrue(answer.contains(location), answer);
    }
  }
}

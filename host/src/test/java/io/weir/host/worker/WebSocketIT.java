package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades: the tunnel, what comes right behind the 101, and upgrades that are refused. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class WebSocketIT {
  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nhost: x\r\nconnection: keep-alive, Upgrade\r\nupgrade: websocket\r\n"
          + "sec-websocket-key: k\r\n\r\n";
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
          + "sec-websocket-accept: a\r\n\r\n";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  private void start(RawOrigin.Script script) throws Exception {
    origin = new RawOrigin(script);
    gateway = TestGateway.to(folder, origin);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  @Test
  void bytesGoThroughBothWaysAndTheFirstComeWithThe101() throws Exception {
    start(
        peer -> {
          String head = peer.head();
          assertTrue(head.contains("connection: upgrade\r\n"), head);
          assertTrue(head.contains("upgrade: websocket\r\n"), head);
          assertTrue(head.contains("sec-websocket-key: k\r\n"), head);
          peer.send(SWITCH + "hello");
          for (int i = 0; i < 100; i++) {
            peer.send(peer.read(1_000));
          }
          peer.send("bye");
        });
    try (RawClient client = gateway.connect()) {
      String head = client.send(UPGRADE).readHead();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertTrue(head.contains("sec-websocket-accept: a\r\n"), head);
      assertEquals("hello", client.read(5));
      for (int i = 0; i < 100; i++) {
        String message = String.valueOf((char) ('a' + i % 26)).repeat(1_000);
        assertEquals(message, client.send(message).read(1_000));
      }
      assertEquals("bye", client.readAll(), "the upstream's close reaches the client");
    }
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void aClientsCloseReachesTheUpstream() throws Exception {
    Semaphore over = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          peer.send(SWITCH);
          assertEquals("last words", peer.to("\0"));
          over.release();
        });
    try (RawClient client = gateway.connect()) {
      client.send(UPGRADE).readHead();
      client.send("last words");
    }
    assertTrue(over.tryAcquire(10, TimeUnit.SECONDS), origin.faults().toString());
  }

  @Test
  void aRefusedUpgradeIsAnAnswerLikeOthers() throws Exception {
    start(
        peer -> {
          String head;
          while (!(head = peer.head()).isEmpty()) {
            String body = head.contains("upgrade") ? "no" : "ok";
            peer.send(
                "HTTP/1.1 "
                    + (body.equals("no") ? 403 : 200)
                    + " X\r\ncontent-length: 2\r\n\r\n"
                    + body);
          }
        });
    try (RawClient client = gateway.connect()) {
      String answer = client.send(UPGRADE).readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 403 ") && answer.endsWith("no"), answer);
      String next = client.send("GET /a HTTP/1.1\r\nhost: x\r\n\r\n").readResponse();
      assertTrue(next.endsWith("ok"), next);
    }
    assertEquals(1, origin.connections());
  }

  @ParameterizedTest
  @ValueSource(strings = {"upgrade: foo\r\n", "upgrade: websocket, foo\r\n", "upgrade: ,\r\n", ""})
  void aProtocolThatWasNotAskedForIsABadGateway(String named) throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 101 X\r\nconnection: Upgrade\r\n" + named + "\r\nhello");
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      String answer = client.send(UPGRADE).readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
      assertTrue(answer.contains("changed to another protocol"), answer);
    }
  }

  @Test
  void aProtocolIsTheSameInCapitals() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(SWITCH.replace("upgrade: websocket", "upgrade: WebSocket"));
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(UPGRADE).readHead().startsWith("HTTP/1.1 101 "));
    }
  }

  @Test
  void anUpgradeWithABodyIsAnOrdinaryRequest() throws Exception {
    start(
        peer -> {
          String head = peer.head();
          assertTrue(!head.contains("upgrade"), head);
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n" + peer.read(2));
        });
    String request = UPGRADE.replace("sec-websocket-key: k", "content-length: 2") + "hi";
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(request).readResponse().endsWith("hi"));
    }
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void aTunnelKeepsTheGatewayFromStoppingForAMomentOnly() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(SWITCH);
          peer.to("\0");
        });
    try (RawClient client = gateway.connect()) {
      client.send(UPGRADE).readHead();
      long start = System.nanoTime();
      gateway.plane().stop(300);
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
      assertEquals("", client.readAll());
    }
  }
}

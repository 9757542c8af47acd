package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Connections to upstreams that are used again, or had better not be. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class KeepAliveIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

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

  private String get(RawClient client) throws Exception {
    return client.send(GET).readResponse();
  }

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = TestGateway.to(folder, origin);
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 100; i++) {
        assertTrue(get(client).startsWith("HTTP/1.1 200 "));
      }
    }
    assertEquals(1, origin.connections());
  }

  /** RFC 9112 section 9.6: the last answer of a connection says that it is the last. */
  @Test
  void anAnswerAheadOfTheRequestsEndSaysThatTheConnectionCloses() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(OK);
        });
    try (RawClient client = gateway.connect()) {
      String answer =
          client
              .send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf")
              .readResponse();
      assertTrue(answer.endsWith("\r\n\r\nok"), answer);
      assertTrue(answer.contains("connection: close\r\n"), answer);
      assertEquals("", client.readAll());
    }
  }

  @Test
  void aConnectionThatWasClosedWhileIdleIsNotUsed() throws Exception {
    Semaphore closed = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          peer.send(OK);
          Thread.sleep(50);
          peer.socket().close();
          closed.release();
        });
    try (RawClient client = gateway.connect()) {
      for (int i = 1; i <= 3; i++) {
        String answer =
            client
                .send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi")
                .readResponse();
        assertTrue(answer.endsWith("ok"), answer);
        closed.acquire();
        Thread.sleep(50);
      }
    }
    assertEquals(3, origin.connections());
  }

  @Test
  void aSafeRequestThatAStaleConnectionLosesIsSentOnceMore() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(OK);
          if (peer.number == 1) {
            peer.head(); // takes the next request and says nothing
            return;
          }
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(get(client).endsWith("ok"));
      assertTrue(get(client).endsWith("ok"), "by a second connection");
    }
    assertEquals(2, origin.connections());
  }

  @Test
  void aFreshConnectionThatSaysNothingIs503() throws Exception {
    start(RawOrigin.Peer::head);
    try (RawClient client = gateway.connect()) {
      assertTrue(get(client).startsWith("HTTP/1.1 503 "));
    }
    assertEquals(1, origin.connections());
  }

  @Test
  void anUpstreamThatClosesIsTakenAtItsWord() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
          peer.head(); // stays open, but the gateway must not send more
        });
    try (RawClient client = gateway.connect()) {
      String first = get(client);
      assertTrue(first.endsWith("ok") && !first.contains("connection: close"), first);
      assertTrue(get(client).endsWith("ok"));
    }
    assertEquals(2, origin.connections());
  }

  @Test
  void bytesBehindAnAnswerAreNobodysAnswer() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(OK + "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong");
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        String answer = get(client);
        assertFalse(answer.contains("wrong"), answer);
        assertTrue(answer.endsWith("ok"), answer);
        Thread.sleep(20);
      }
    }
    assertEquals(3, origin.connections());
  }

  @Test
  void aBodyThatEndsWithItsConnectionIsWhole() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(300_000));
        });
    try (RawClient client = gateway.connect()) {
      String answer = client.send(GET).readTo("\r\n0\r\n\r\n");
      assertEquals(300_000, answer.chars().filter(c -> c == 'x').count());
      assertTrue(client.send(GET).readTo("\r\n0\r\n\r\n").endsWith("0\r\n\r\n"));
    }
  }

  @Test
  void anUpstreamMayBeNamed() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 1);
    gateway.apply(TestGateway.oneRoute(origin, "", "").replace("[ \"127.0.0.1:", "[ \"localhost:"));
    try (RawClient client = gateway.connect()) {
      assertTrue(get(client).startsWith("HTTP/1.1 200 "));
    }
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/1.1 as clients and upstreams really speak it, over raw sockets. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http1IT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

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
  void asksForABodyOnlyWhenItIsWanted() throws Exception {
    start(
        peer -> {
          String head = peer.head();
          assertFalse(head.contains("expect"), head);
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n" + peer.read(3));
        });
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /a HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.readHead());
      String answer = client.send("abc").readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("abc"), answer);
    }
  }

  @Test
  void doesNotAskForTheBodyOfARequestThatItRefuses() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = TestGateway.to(folder, origin, ", hostnames: [ known ]");
    String answer =
        gateway.exchange(
            "POST /a HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
  }

  @Test
  void passesInterimAnswersOnButNot100() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 100 Continue\r\n\r\n");
          peer.send("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
        });
    try (RawClient client = gateway.connect()) {
      String hints = client.send(GET).readHead();
      assertEquals("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n", hints);
      String answer = client.readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("ok"), answer);
    }
    String old = gateway.exchange("GET /a HTTP/1.0\r\n\r\n");
    assertTrue(old.startsWith("HTTP/1.1 200 ") && old.endsWith("ok"), old);
  }

  @Test
  void answersWithoutABodyLeaveTheConnectionsUsable() throws Exception {
    start(
        peer -> {
          String head;
          while (!(head = peer.head()).isEmpty()) {
            peer.send(
                head.startsWith("HEAD")
                    ? "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"
                    : head.startsWith("GET /204")
                        ? "HTTP/1.1 204 No Content\r\n\r\n"
                        : "HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n");
          }
        });
    try (RawClient client = gateway.connect()) {
      String head = client.send("HEAD /a HTTP/1.1\r\nhost: x\r\n\r\n").readHead();
      assertTrue(head.contains("content-length: 1000\r\n"), head);
      String none = client.send("GET /204 HTTP/1.1\r\nhost: x\r\n\r\n").readHead();
      assertTrue(none.startsWith("HTTP/1.1 204 ") && !none.contains("content-length"), none);
      String same = client.send(GET).readHead();
      assertTrue(same.startsWith("HTTP/1.1 304 "), same);
      assertTrue(client.send("HEAD /b HTTP/1.1\r\nhost: x\r\n\r\n").readHead().contains("1000"));
    }
    assertEquals(1, origin.connections());
  }

  /** A body that only the end of its connection ends is not complete when that end is a reset. */
  @Test
  void aResetIsNoEndOfABody() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\n\r\nabc");
          peer.to("go on"); // until the client has it
          peer.socket().setSoLinger(true, 0);
        });
    try (RawClient client = gateway.connect()) {
      client.send("POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
      client.readTo("\r\n3\r\nabc\r\n");
      String rest = client.send("5\r\ngo on\r\n").readAll();
      assertFalse(rest.endsWith("0\r\n\r\n"), rest);
    }
  }

  /** The client takes its time for the answer, and still sends. */
  @Test
  void anEarlyAnswerArrivesWhole() throws Exception {
    String large = "x".repeat(20_000_000);
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 413 X\r\ncontent-length: " + large.length() + "\r\n\r\n" + large);
          peer.to("never"); // or its close would be a reset, with bytes unread
        });
    try (RawClient client = gateway.connect()) {
      client.send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc").readHead();
      Thread.sleep(2_500);
      assertEquals(large.length(), client.readAll().length());
    }
  }

  @Test
  void passesTrailersBothWays() throws Exception {
    start(
        peer -> {
          String head = peer.head() + peer.to("x-sum: 1\r\n\r\n");
          assertTrue(head.contains("\r\n3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n"), head);
          peer.send(
              "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-end: 2\r\n\r\n");
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n");
      String answer = client.readTo("x-end: 2\r\n\r\n");
      assertTrue(answer.endsWith("\r\n2\r\nok\r\n0\r\nx-end: 2\r\n\r\n"), answer);
    }
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void servesHttp10() throws Exception {
    start(
        peer -> {
          while (!peer.head().isEmpty()) {
            peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
          }
        });
    String closed = gateway.exchange("GET /a HTTP/1.0\r\n\r\n");
    assertTrue(closed.endsWith("\r\n\r\nok"), closed);
    assertTrue(closed.contains("connection: close") && !closed.contains("chunked"), closed);
    String upgrade =
        gateway.exchange(
            "GET /a HTTP/1.0\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
    assertTrue(upgrade.endsWith("\r\n\r\nok"), upgrade);
  }

  @Test
  void anAnswerThatBreaksOffIsSeenToBeCutShort() throws Exception {
    start(
        peer -> {
          String head = peer.head();
          peer.send(
              head.startsWith("GET /length")
                  ? "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nok"
                  : "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
        });
    String chunked = gateway.exchange(GET);
    assertTrue(chunked.endsWith("\r\n\r\n2\r\nok\r\n"), chunked);
    String length = gateway.exchange("GET /length HTTP/1.1\r\nhost: x\r\n\r\n");
    assertTrue(length.endsWith("\r\n\r\nok"), length);
    // Without chunks the end of the connection is the end of the body: only a reset tells.
    assertThrows(SocketException.class, () -> gateway.exchange("GET /a HTTP/1.0\r\n\r\n"));
  }

  @Test
  void aMalformedAnswerIsABadGateway() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nabc");
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void aProtocolThatNobodyAskedForIsABadGateway() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send(
              "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void aBodyThatMakesNoSenseGets400AndTheUpstreamSeesNoEnd() throws Exception {
    Semaphore over = new Semaphore(0);
    start(
        peer -> {
          String all = peer.to("\r\n0\r\n\r\n"); // never comes
          assertFalse(all.endsWith("0\r\n\r\n"), all);
          over.release();
        });
    try (RawClient client = gateway.connect()) {
      client.send("POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
      Thread.sleep(100);
      String answer = client.send("zzz\r\n").readAll();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
    assertTrue(over.tryAcquire(10, TimeUnit.SECONDS), "the upstream's connection is closed");
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void anUpstreamMayAnswerBeforeTheRequestIsComplete() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
          peer.to("never");
        });
    String answer =
        gateway.exchange("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\nabc");
    assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.endsWith("no"), answer);
    String next = gateway.exchange("GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assertTrue(next.startsWith("HTTP/1.1 413 "), next);
    assertEquals(2, origin.connections(), "half a request leaves no connection to use again");
  }

  /** As servers do that refuse a body: an answer, and a close with most of the body unread. */
  @Test
  void anAnswerCountsWhenTheUpstreamIsGoneBeforeTheBody() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.read(100_000);
          peer.send("HTTP/1.1 413 X\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno");
        });
    String body = "x".repeat(10_000_000);
    for (int i = 0; i < 10; i++) {
      try (RawClient client = gateway.connect()) {
        client.send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 10000000\r\n\r\n");
        Thread.startVirtualThread(() -> sendWhatIsTaken(client, body));
        String answer = client.readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.endsWith("no"), answer);
      }
    }
  }

  @Test
  void aClientThatGoesAwayTakesItsUpstreamRequestWithIt() throws Exception {
    Semaphore gone = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
          if (peer.head().isEmpty()) {
            gone.release();
          }
        });
    try (RawClient client = gateway.connect()) {
      client.send(GET).readTo("ok\r\n");
    }
    assertTrue(gone.tryAcquire(10, TimeUnit.SECONDS), "the upstream was silent meanwhile");
  }

  @Test
  void manyPipelinedRequestsAreAnsweredInOrder() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = TestGateway.to(folder, origin);
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      requests.append("GET /").append(i).append(" HTTP/1.1\r\nhost: x\r\n\r\n");
    }
    try (RawClient client = gateway.connect()) {
      Thread.startVirtualThread(() -> sendAll(client, requests.toString()));
      for (int i = 0; i < 500; i++) {
        String answer = client.readResponse();
        assertTrue(answer.contains("GET /" + i + " HTTP/1.1\r\n"), answer);
      }
    }
  }

  private static void sendWhatIsTaken(RawClient client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      // the rest is not wanted
    }
  }

  private static void sendAll(RawClient client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSlowReaderHoldsTheUpstreamBack() throws Exception {
    int megabytes = 64;
    Semaphore done = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: " + (megabytes << 20) + "\r\n\r\n");
          String block = "x".repeat(1 << 20);
          for (int i = 0; i < megabytes; i++) {
            peer.send(block);
          }
          done.release();
          peer.head();
        });
    try (RawClient client = gateway.connect()) {
      client.send(GET).readHead();
      Thread.sleep(1_000);
      assertEquals(0, done.availablePermits(), "what nobody reads is not fetched");
      assertEquals(
          megabytes << 20, client.socket().getInputStream().readNBytes(megabytes << 20).length);
    }
  }
}

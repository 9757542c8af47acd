package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold a connection without using it, in each phase; and the limits of a listener. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class SlowClientIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String POST = "POST /a HTTP/1.1\r\nhost: x\r\n";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  private void start(RawOrigin.Script script, String http) throws Exception {
    origin = new RawOrigin(script);
    gateway = new TestGateway(folder, 1);
    String yaml = TestGateway.oneRoute(origin, "", "");
    gateway.apply(yaml.replace("\"127.0.0.1:0\" }", "\"127.0.0.1:0\", http: { " + http + " } }"));
  }

  private static void answer(RawOrigin.Peer peer) throws IOException {
    while (!peer.head().isEmpty()) {
      peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    }
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  @Test
  void aHeadThatDoesNotComeToItsEnd() throws Exception {
    start(SlowClientIT::answer, "timeouts: { requestHeaders: 200ms }");
    String answer = gateway.exchange("GET /a HTTP/1.1\r\nhost:");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.contains("connection: close\r\n"), answer);
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().endsWith("ok"));
      String second = client.send("GET /b HTTP/1.1\r\n").readAll();
      assertTrue(second.startsWith("HTTP/1.1 408 "), second);
    }
  }

  @Test
  void aConnectionThatIsNotUsed() throws Exception {
    start(SlowClientIT::answer, "timeouts: { idle: 200ms }");
    assertEquals("", gateway.exchange(""));
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().endsWith("ok"));
      assertEquals("", client.readAll());
    }
  }

  @Test
  void aBodyThatStops() throws Exception {
    start(peer -> peer.to("never"), "timeouts: { bodyIdle: 200ms }");
    String answer = gateway.exchange(POST + "content-length: 100\r\n\r\nabc");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
  }

  /** A byte now and then is never idle. */
  @Test
  void aBodyInDrops() throws Exception {
    start(peer -> peer.to("never"), "timeouts: { requestReceived: 300ms, bodyIdle: 10s }");
    try (RawClient client = gateway.connect()) {
      client.send(POST + "content-length: 100000\r\n\r\n");
      Thread drops = Thread.startVirtualThread(() -> drip(client));
      String answer = client.readAll();
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      drops.interrupt();
    }
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream =
          client.request(Frames.headers(FrameClient.head("POST", "/")), false);
      client.data(stream, "a", false);
      assertEquals("408", FrameClient.status(client.next(stream)));
    }
  }

  private static void drip(RawClient client) {
    try {
      while (true) {
        client.send("a");
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException ended) {
      // as it should
    }
  }

  /** Of HTTP/2; one stream that is served does not keep the connection. */
  @Test
  void aBlockOfHeadersThatDoesNotComeToItsEnd() throws Exception {
    start(peer -> peer.to("never"), "timeouts: { requestHeaders: 200ms }");
    try (FrameWire wire = new FrameWire(gateway.port())) {
      wire.frame(FrameWire.HEADERS, FrameWire.END_HEADERS, 1, FrameWire.POST);
      wire.frame(FrameWire.HEADERS, 0, 3, FrameWire.GET).flush();
      FrameWire.Frame goodbye = wire.next(FrameWire.GOAWAY);
      assertNotNull(goodbye);
      assertEquals(11, goodbye.code());
      assertTrue(
          TestGateway.soon(() -> !wire.frame(FrameWire.PING, 0, 0, new byte[8]).flush()),
          "the connection is closed");
    }
  }

  @Test
  void anAnswerThatIsNotTaken() throws Exception {
    Semaphore gone = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
          try {
            String block = "x".repeat(1 << 20);
            for (int i = 0; i < 1_000; i++) {
              peer.send(block);
            }
          } catch (IOException e) {
            gone.release();
          }
        },
        "timeouts: { writeIdle: 300ms }");
    try (RawClient client = gateway.connect()) {
      client.send(GET);
      assertTrue(gone.tryAcquire(20, TimeUnit.SECONDS), "the upstream is let go");
    }
  }

  @Test
  void aConnectionThatIsOldEndsWithItsRequest() throws Exception {
    start(SlowClientIT::answer, "timeouts: { connectionAge: 200ms }");
    assertEquals("", gateway.exchange(""), "an idle one just ends");
    try (RawClient client = gateway.connect()) {
      client.send("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\na");
      Thread.sleep(500);
      String answer = client.send("b").readAll();
      assertTrue(answer.contains("connection: close\r\n") && answer.endsWith("ok"), answer);
    }
  }

  @Test
  void limitsOfTheListener() throws Exception {
    start(
        SlowClientIT::answer,
        "limits: { requestLine: 64, headerBytes: 256, headerCount: 4, bodyBytes: 10 }");
    refused("414", "GET /" + "a".repeat(100) + " HTTP/1.1\r\nhost: x\r\n\r\n");
    refused("431", "GET / HTTP/1.1\r\nhost: x\r\nx: " + "a".repeat(300) + "\r\n\r\n");
    refused("431", "GET / HTTP/1.1\r\nhost: x\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n");
    refused("413", POST + "content-length: 11\r\n\r\n");
    refused(
        "413", POST + "transfer-encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n");
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  private void refused(String status, String request) throws Exception {
    String answer = gateway.exchange(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("connection: close\r\n"), answer);
  }

  /** Bytes behind a request to upgrade belong to the tunnel, once there is one. */
  @Test
  void earlyBytesGoThroughTheTunnel() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nfirst");
          peer.send(peer.read(5));
        },
        "");
    try (RawClient client = gateway.connect()) {
      client.send(
          "GET /a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nearly");
      assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
      assertEquals("firstearly", client.read(10));
    }
  }

  /** What an upstream sends behind its answer is no answer to the next request. */
  @Test
  void anAnswerTooMuchIsForNobody() throws Exception {
    start(
        peer -> {
          peer.head();
          String answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
          peer.send(answer + answer.replace("ok", "no"));
          peer.head();
        },
        "");
    try (RawClient client = gateway.connect()) {
      InputStream in = client.socket().getInputStream();
      assertTrue(client.send(GET).readResponse().endsWith("ok"));
      assertTrue(client.send(GET).readResponse().endsWith("ok"));
      assertEquals(0, in.available());
    }
    assertEquals(2, origin.connections());
  }
}

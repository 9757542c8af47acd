package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams through which nothing passes. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TimeoutIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String UPGRADE =
      "GET /a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  private void start(RawOrigin.Script script) throws Exception {
    origin = new RawOrigin(script);
    gateway = TestGateway.to(folder, origin, ", timeouts: { idle: 300ms }");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  @Test
  void anUpstreamThatSaysNothingIs504() throws Exception {
    start(peer -> peer.to("never"));
    try (RawClient client = gateway.connect()) {
      String answer = client.send(GET).readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 504 "), answer);
    }
  }

  @Test
  void aClientThatStopsInItsBodyIs504() throws Exception {
    start(peer -> peer.to("never"));
    String answer =
        gateway.exchange("POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc");
    assertTrue(answer.startsWith("HTTP/1.1 504 "), answer);
  }

  @Test
  void anAnswerThatStopsIsCutOff() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
          peer.to("never");
        });
    String answer = gateway.exchange(GET);
    assertTrue(answer.endsWith("\r\n\r\n2\r\nok\r\n"), answer);
  }

  @Test
  void aTunnelThatIsSilentIsClosed() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
          peer.to("never");
        });
    assertTrue(gateway.exchange(UPGRADE).endsWith("\r\n\r\n"));
  }

  @Test
  void whatTricklesIsNotIdle() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n");
          for (int i = 0; i < 10; i++) {
            Thread.sleep(100);
            peer.send("x");
          }
          assertFalse(peer.head().isEmpty(), "and the connection is used again");
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().endsWith("x".repeat(10)));
      Thread.sleep(600); // between requests a stream's limit does not count
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
    assertEquals(1, origin.connections());
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every final answer tells when it was made (RFC 9110 section 6.6.1). */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class DateIT {
  private static final String OLD = "Sun, 06 Nov 1994 08:49:37 GMT";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              String head;
              while (!(head = peer.head()).isEmpty()) {
                String date = head.startsWith("GET /dated ") ? "date: " + OLD + "\r\n" : "";
                String hints = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
                peer.send(
                    (head.startsWith("GET /hints ") ? hints : "")
                        + "HTTP/1.1 200 OK\r\n"
                        + date
                        + "content-length: 2\r\n\r\nok");
              }
            });
    gateway = TestGateway.to(folder, origin);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n";
  }

  private static String date(String answer) {
    assertEquals(2, answer.split("\r\ndate: ", -1).length, answer);
    return answer.replaceFirst("(?s).*\r\ndate: ([^\r]*)\r\n.*", "$1");
  }

  private static void assertIsNow(String date) {
    Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    assertTrue(Duration.between(told, Instant.now()).abs().toMinutes() < 5, date);
  }

  @Test
  void overHttp1() throws Exception {
    try (RawClient client = gateway.connect()) {
      assertIsNow(date(client.send(request("/")).readResponse()));
      assertEquals(OLD, date(client.send(request("/dated")).readResponse()));
      String hints = client.send(request("/hints")).readHead();
      assertTrue(hints.startsWith("HTTP/1.1 103 ") && !hints.contains("date"), hints);
      assertIsNow(date(client.readResponse()));
    }
    assertIsNow(date(gateway.exchange("GET / HTTP/1.1\r\n\r\n")));
  }

  @Test
  void overHttp2() throws Exception {
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream plain = client.get("/");
      client.expect(plain, "200", "ok");
      assertIsNow(client.date(plain));
      Http2FrameStream dated = client.get("/dated");
      client.expect(dated, "200", "ok");
      assertEquals(OLD, client.date(dated));
      Http2FrameStream hints = client.get("/hints");
      assertEquals("headers {:status=103, link=x}", client.next(hints));
      client.expect(hints, "200", "ok");
      assertIsNow(client.date(hints));
      Http2FrameStream refused =
          client.request(Frames.headers(":method", "CONNECT", ":authority", "x:1"), false);
      assertEquals("501", FrameClient.status(client.next(refused)));
      assertIsNow(client.date(refused));
    }
  }

  @Test
  void aTunnelHasNone() throws Exception {
    String switching = "HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\n";
    try (RawOrigin other =
            new RawOrigin(
                peer -> {
                  peer.head();
                  peer.send(switching);
                  peer.to("never");
                });
        TestGateway between = TestGateway.to(folder.resolve("tunnel"), other);
        RawClient client = between.connect()) {
      String upgrade = "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\n";
      String head = client.send(upgrade).readHead();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertFalse(head.contains("date"), head);
    }
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that two hops may read differently (RFC 9112 sections 2.2, 3.2, 5, 6 and 11.2) are
 * refused with 400 and a closed connection, and nothing of them reaches the upstream.
 */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class SmugglingIT {
  private static final String BEHIND = "GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n";

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
                String body = head.contains("chunked") ? peer.to("0\r\n\r\n") : "";
                String seen = head + body;
                peer.send(
                    "HTTP/1.1 200 OK\r\ncontent-length: " + seen.length() + "\r\n\r\n" + seen);
              }
            });
    gateway = TestGateway.to(folder, origin);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 3\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 0",
        "content-length: 3\r\ncontent-length: 4",
        "content-length: 3, 4",
        "content-length: +3",
        "content-length: -3",
        "content-length: 0x3",
        "content-length: 3 3",
        "content-length: ",
        "content-length: 99999999999999999999",
        "transfer-encoding: gzip, chunked",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: identity",
        "transfer-encoding: xchunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
        "transfer-encoding: \u000bchunked",
        "transfer-encoding : chunked",
        "transfer-encoding\t: chunked",
        " transfer-encoding: chunked",
        "content-length : 3",
        "host: y",
        ": empty",
        ":path: /other",
        "x y: z",
        "x\u0000y: z",
        "x: a\u0000b",
        "x: a\rb",
        "no-colon",
      })
  void refusesAHead(String headers) throws Exception {
    refused("POST /a HTTP/1.1\r\nhost: x\r\n" + headers + "\r\n\r\nabc" + BEHIND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a b HTTP/1.1",
        "GET /a#b HTTP/1.1",
        "GET /\u00e4 HTTP/1.1",
        "GET a HTTP/1.1",
        "GET * HTTP/1.1",
        "GET http:///a HTTP/1.1",
        "GET http://user:secret@x/a HTTP/1.1",
        "GET http://x y/ HTTP/1.1",
        "GET http://[::1/ HTTP/1.1",
        "GET ftp://x/ HTTP/1.1",
        "G@T /a HTTP/1.1",
        "GET /a HTTP/1.1x",
        "GET /a",
      })
  void refusesARequestLine(String line) throws Exception {
    refused(line + "\r\nhost: x\r\n\r\n" + BEHIND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b", "a b", "a/b", "[::1", "[zz]", "x:80:80", "x:http", "x:123456", "<x>"})
  void refusesAHost(String host) throws Exception {
    refused("GET /a HTTP/1.1\r\nhost: " + host + "\r\n\r\n" + BEHIND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "-1\r\n",
        "3\nabc\r\n",
        "3;a\nb\r\nabc\r\n",
        "3\r\nabcd\r\n",
        "3 3\r\n",
        "\r\n"
      })
  void refusesAChunk(String chunk) throws Exception {
    refused("POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n" + chunk + BEHIND);
  }

  @Test
  void refusesBareLineFeedsAndTransferEncodingInHttp10() throws Exception {
    refused("GET /a HTTP/1.1\nhost: x\n\n" + BEHIND);
    refused("POST /a HTTP/1.0\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + BEHIND);
  }

  @ParameterizedTest
  @CsvSource({
    "501, CONNECT x:80 HTTP/1.1",
    "501, CONNECT http://x/ HTTP/1.1",
    "505, GET /a HTTP/2.0",
    "505, GET /a HTTP/1.2",
  })
  void refusesByName(String status, String line) throws Exception {
    refused(line + "\r\nhost: x\r\n\r\n" + BEHIND, status);
  }

  @Test
  void refusesAnExpectationThatNobodyMeets() throws Exception {
    refused("GET /a HTTP/1.1\r\nhost: x\r\nexpect: 200-ok\r\n\r\n" + BEHIND, "417");
  }

  private void refused(String request) throws Exception {
    refused(request, "400");
  }

  private void refused(String request, String status) throws Exception {
    String answer = gateway.exchange(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("connection: close"), answer);
    assertFalse(answer.contains("smuggled"), answer);
    assertEquals(1, answer.split("HTTP/1.1 [1-5]", -1).length - 1, answer);
    assertEquals(List.of(), origin.faults());
  }

  @Test
  void passesOnWhatIsUnusualButPlain() throws Exception {
    String absolute = served("GET http://shop.example:81?q=1 HTTP/1.1", "host: other");
    assertTrue(absolute.contains("GET /?q=1 HTTP/1.1"), absolute);
    assertTrue(absolute.contains("host: shop.example:81\r\n"), absolute);
    assertFalse(absolute.contains("other"), absolute);
    String underscore = served("GET /a HTTP/1.1", "host: [::1]:80\r\nx_y: z");
    assertTrue(underscore.contains("x_y: z\r\n"), underscore);
    assertTrue(underscore.contains("host: [::1]:80\r\n"), underscore);
    String twice = served("GET /a HTTP/1.1", "host: x\r\nx: 1\r\nx: 2");
    assertTrue(twice.contains("x: 1\r\nx: 2\r\n"), twice);
    String extension =
        served(
            "POST /a HTTP/1.1",
            "host: x\r\ntransfer-encoding: Chunked",
            "3;name=value\r\nabc\r\n0\r\n\r\n");
    assertTrue(extension.endsWith("\r\n3\r\nabc\r\n0\r\n\r\n"), extension);
    assertTrue(extension.contains("transfer-encoding: chunked\r\n"), extension);
  }

  @Test
  void keepsHeadersOfTheConnectionToItself() throws Exception {
    String seen =
        served(
            "GET /a HTTP/1.1",
            "host: x\r\nconnection: x-mine, content-length, host\r\nx-mine: 1\r\nkeep-alive: 5\r\n"
                + "proxy-connection: close\r\nte: trailers, gzip\r\nhttp2-settings: AA\r\nupgrade: h2c");
    assertTrue(seen.contains("host: x\r\n"), seen);
    assertTrue(seen.contains("te: trailers\r\n"), seen);
    for (String gone : List.of("x-mine", "keep-alive", "proxy-conn", "http2", "upgrade", "gzip")) {
      assertFalse(seen.contains(gone), gone + " in " + seen);
    }
  }

  /** The tunnel that h2c asks for would pass every plugin by. */
  @Test
  void neverSwitchesToH2c() throws Exception {
    String seen =
        served(
            "GET /a HTTP/1.1",
            "host: x\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AA\r\nupgrade: h2c");
    assertFalse(seen.contains("upgrade"), seen);
    assertFalse(seen.contains("h2c"), seen);
  }

  private String served(String line, String headers) throws Exception {
    return served(line, headers, "");
  }

  private String served(String line, String headers, String body) throws Exception {
    try (RawClient client = gateway.connect()) {
      String answer = client.send(line + "\r\n" + headers + "\r\n\r\n" + body).readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}

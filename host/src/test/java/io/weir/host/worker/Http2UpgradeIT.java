package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From HTTP/1.1 to HTTP/2 in cleartext (RFC 7540 section 3.2). */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http2UpgradeIT {
  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = TestGateway.to(folder, origin);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    URI at = URI.create("http://127.0.0.1:" + gateway.port() + path);
    return client.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
  }

  /** The client of Java asks for it with its first request, and means it. */
  @Test
  void theRequestThatAsksIsTheFirstStream() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> first = get(client, "/first");
      assertEquals(HttpClient.Version.HTTP_2, first.version());
      assertTrue(first.body().startsWith("GET /first HTTP/1.1\r\n"), first.body());
      assertFalse(first.body().contains("upgrade"), first.body());
      assertFalse(first.body().contains("http2-settings"), first.body());
      assertTrue(get(client, "/second").body().startsWith("GET /second "));
    }
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void itPassesTheRoutesLikeAnyOther() throws Exception {
    gateway.apply(
        TestGateway.oneRoute(
            origin, "", ", matches: [ { path: { type: PathPrefix, value: /open } } ]"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> refused = get(client, "/secret");
      assertEquals(HttpClient.Version.HTTP_2, refused.version());
      assertEquals(404, refused.statusCode());
      assertEquals(200, get(client, "/open").statusCode());
    }
  }

  @Test
  void withoutSettingsItIsOneOfHttp1() throws Exception {
    String asks = "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade%s\r\nupgrade: h2c\r\n%s\r\n";
    for (String request :
        new String[] {
          asks.formatted("", ""),
          asks.formatted(", http2-settings", "http2-settings: AAMA\r\n"),
          asks.formatted(", http2-settings", "http2-settings: !\r\n"),
          asks.formatted("", "http2-settings: AAMAAABk\r\n")
        }) {
      try (RawClient client = gateway.connect()) {
        String answer = client.send(request).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertFalse(answer.contains("h2c"), answer);
      }
    }
  }

  @Test
  void whatComesWithTheRequestIsNotLost() throws Exception {
    try (RawClient client = gateway.connect()) {
      client.send(
          "GET /a HTTP/1.1\r\nhost: x\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\n"
              + "http2-settings: AAMAAABk\r\n\r\n"
              + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
              + "\0\0\0\4\0\0\0\0\0"
              + "\0\0\10\6\0\0\0\0\0pingpong");
      assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
      assertTrue(client.readTo("pingpong").endsWith("pingpong"));
    }
  }
}

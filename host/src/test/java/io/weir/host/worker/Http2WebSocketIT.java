package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.weir.host.stream.WebSocketKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets over HTTP/2 (RFC 8441) on either side, and between it and HTTP/1.1. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http2WebSocketIT {
  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
          + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  @TempDir Path folder;
  private AutoCloseable origin;
  private TestGateway gateway;

  private void start(RawOrigin made) {
    origin = made;
    gateway = TestGateway.to(folder, made);
  }

  private void start(FrameOrigin made) {
    origin = made;
    gateway = new TestGateway(folder, 1);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, protocol: H2C, endpoints: [ "127.0.0.1:%d" ] } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(made.port()));
  }

  private static Http2Settings webSockets() {
    return new Http2Settings().maxConcurrentStreams(100).connectProtocolEnabled(true);
  }

  /** Accepts, then answers each piece with itself, and the end with the end. */
  private static FrameOrigin echo() {
    return new FrameOrigin(
        webSockets(),
        (exchange, frame) -> {
          if (frame.startsWith("headers")) {
            exchange.headers(false, ":status", "200", "sec-websocket-protocol", "chat");
          } else if (frame.equals("data  end")) {
            exchange.data("", true);
          } else {
            exchange.data("echo " + frame.substring(5), false);
          }
        });
  }

  private static Http2Headers connect(String... more) {
    return Frames.headers(
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "http",
            ":path",
            "/ws",
            ":authority",
            "x")
        .add("sec-websocket-version", "13")
        .add(Frames.headers(more));
  }

  /** A 101 that lacks its empty line. */
  private static String switching(String accept) {
    return "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
        + accept;
  }

  /** The line that answers the key of a request. */
  private static String accept(String head) {
    String key = head.replaceFirst("(?s).*\r\nsec-websocket-key: (\\S+)\r\n.*", "$1");
    return "sec-websocket-accept: " + WebSocketKey.accept(key) + "\r\n";
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  @Test
  void betweenHttp2Clients() throws Exception {
    start(echo());
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      assertEquals("headers {:status=200, sec-websocket-protocol=chat}", client.next(stream));
      assertEquals("data echo a", client.data(stream, "a", false).next(stream));
      assertEquals("data echo b", client.data(stream, "b", false).next(stream));
      assertEquals("data  end", client.data(stream, "", true).next(stream));
    }
    String asked = ((FrameOrigin) origin).next();
    assertTrue(asked.contains(":method=CONNECT, "), asked);
    assertTrue(asked.contains(":protocol=websocket"), asked);
    assertTrue(asked.contains("sec-websocket-version=13"), asked);
    assertFalse(asked.contains("sec-websocket-key"), asked);
  }

  @Test
  void fromHttp2ToHttp1() throws Exception {
    start(
        new RawOrigin(
            peer -> {
              String head = peer.head();
              assertTrue(head.startsWith("GET /ws HTTP/1.1\r\n"), head);
              assertTrue(head.contains("\r\nupgrade: websocket\r\n"), head);
              assertTrue(head.contains("\r\nsec-websocket-version: 13\r\n"), head);
              assertTrue(head.matches("(?s).*\r\nsec-websocket-key: [A-Za-z0-9+/]{22}==\r\n.*"));
              assertFalse(head.contains("protocol") || head.contains("CONNECT"), head);
              peer.send(switching(accept(head)) + "x-a: 1\r\n\r\nhello");
              peer.send(peer.read(3));
            }));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      assertEquals("headers {:status=200, x-a=1}", client.next(stream));
      assertEquals("data hello", client.next(stream));
      assertEquals("data abc", client.data(stream, "abc", false).next(stream));
      assertEquals("data  end", client.next(stream), "the upstream's close is the end");
    }
    assertTrue(((RawOrigin) origin).faults().isEmpty(), ((RawOrigin) origin).faults().toString());
  }

  /** The client has no key to check the answer by (RFC 6455 section 4.1). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sec-websocket-accept: \r\n",
        "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
      })
  void anUpstreamThatDoesNotAnswerTheKeyIsABadGateway(String accept) throws Exception {
    start(
        new RawOrigin(
            peer -> {
              peer.head();
              peer.send(switching(accept) + "\r\nhello");
              assertEquals("", peer.to("\0"), "the connection ends");
            }));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      client.expect(
          stream, "502", "the upstream's sec-websocket-accept is not the answer to the key\n");
    }
    assertTrue(((RawOrigin) origin).faults().isEmpty(), ((RawOrigin) origin).faults().toString());
  }

  /** END_STREAM is to a WebSocket what FIN is over TCP (RFC 8441 section 5). */
  @Test
  void theEndOfAnHttp2ClientEndsHalfOfAnUpstreamsConnection() throws Exception {
    start(
        new RawOrigin(
            peer -> {
              peer.send(switching(accept(peer.head())) + "\r\n");
              assertEquals("last words", peer.to("\0"), "all that was sent, and then the end");
              peer.send("bye");
            }));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      assertEquals("headers {:status=200}", client.next(stream));
      client.data(stream, "last words", true);
      assertEquals("data bye", client.next(stream));
      assertEquals("data  end", client.next(stream));
    }
    assertTrue(((RawOrigin) origin).faults().isEmpty(), ((RawOrigin) origin).faults().toString());
  }

  @Test
  void anUpstreamThatResetsItsConnectionCancelsTheStream() throws Exception {
    start(
        new RawOrigin(
            peer -> {
              peer.send(switching(accept(peer.head())) + "\r\n");
              peer.read(1);
              peer.socket().setSoLinger(true, 0); // the close is a reset
            }));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      assertEquals("headers {:status=200}", client.next(stream));
      assertEquals("reset 8", client.data(stream, "a", false).next(stream));
    }
  }

  @Test
  void fromHttp1ToHttp2() throws Exception {
    start(echo());
    try (RawClient client = gateway.connect()) {
      String head = client.send(UPGRADE).readHead();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertTrue(head.contains("\r\nupgrade: websocket\r\n"), head);
      assertTrue(head.contains("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), head);
      assertEquals("echo hi", client.send("hi").read(7));
    }
    String asked = ((FrameOrigin) origin).next();
    assertTrue(asked.contains(":method=CONNECT, "), asked);
    assertFalse(asked.contains("sec-websocket-key"), asked);
  }

  @Test
  void moreThanAWindowBothWays() throws Exception {
    start(echo());
    String large = "x".repeat(16_000);
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      client.next(stream);
      for (int i = 0; i < 50; i++) {
        client.data(stream, large, false);
      }
      int heard = 0;
      while (heard < 50 * large.length()) {
        heard += client.next(stream).replace("data ", "").replace("echo ", "").length();
      }
      assertEquals(50 * large.length(), heard);
    }
  }

  @Test
  void aRefusalIsAnAnswerLikeOthers() throws Exception {
    start(
        new FrameOrigin(
            webSockets(),
            (exchange, frame) -> {
              if (frame.startsWith("headers")) {
                exchange.headers(false, ":status", "403").data("no", true);
              }
            }));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      client.expect(stream, "403", "no");
    }
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(UPGRADE).readHead().startsWith("HTTP/1.1 403 "));
    }
  }

  @Test
  void whatIsNoWebSocketIsRefusedByName() throws Exception {
    start(echo());
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream plain =
          client.request(Frames.headers(":method", "CONNECT", ":authority", "x:1"), false);
      assertEquals("501", FrameClient.status(client.next(plain)));
      assertTrue(client.next(plain).contains("CONNECT is not served"));
      Http2FrameStream other = client.request(connect().set(":protocol", "connect-udp"), false);
      assertEquals("501", FrameClient.status(client.next(other)));
      Http2FrameStream get = client.request(connect().set(":method", "GET"), true);
      assertEquals("400", FrameClient.status(client.next(get)));
      Http2FrameStream closed = client.request(connect(), true);
      assertEquals("400", FrameClient.status(client.next(closed)));
    }
  }

  @Test
  void anUpstreamThatDoesNotKnowItIsNamed() throws Exception {
    start(new FrameOrigin((exchange, frame) -> exchange.headers(true, ":status", "200")));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      assertEquals("501", FrameClient.status(client.next(stream)));
      assertTrue(client.next(stream).contains("RFC 8441"));
    }
  }

  @Test
  void aClientThatBreaksOffTakesItsUpstreamWithIt() throws Exception {
    start(echo());
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(connect(), false);
      client.next(stream);
      client.reset(stream);
      FrameOrigin upstream = (FrameOrigin) origin;
      assertTrue(upstream.next().startsWith("headers"));
      assertEquals("reset 8", upstream.next());
    }
  }
}

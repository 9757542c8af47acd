package io.weir.host.worker;

import static io.weir.host.worker.FrameClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 clients by the frame, before an upstream of HTTP/1.1 by the byte. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http2IT {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;
  private FrameClient client;

  private void start(RawOrigin.Script script) throws Exception {
    origin = new RawOrigin(script);
    gateway = TestGateway.to(folder, origin);
    client = new FrameClient(gateway.port());
  }

  /** Every request gets {@code answer}. */
  private void start(String answer) throws Exception {
    start(
        peer -> {
          while (!peer.head().isEmpty()) {
            peer.send(answer);
          }
        });
  }

  private void startEchoing() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = TestGateway.to(folder, origin);
    client = new FrameClient(gateway.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    gateway.close();
    origin.close();
  }

  private String echoed(Http2Headers headers) throws Exception {
    Http2FrameStream stream = client.request(headers, true);
    String answer = client.next(stream);
    assertEquals("200", FrameClient.status(answer), answer);
    return client.next(stream);
  }

  @Test
  void aRequestBecomesOneOfHttp1() throws Exception {
    startEchoing();
    String head =
        echoed(
            Frames.headers(head("GET", "/a?b=c"))
                .add("cookie", "a=1")
                .add("x-b", "2")
                .add("cookie", "c=3")
                .add("te", "trailers"));
    assertTrue(head.startsWith("data GET /a?b=c HTTP/1.1\r\n"), head);
    assertTrue(head.contains("\r\nhost: x\r\n"), head);
    assertTrue(head.contains("\r\ncookie: a=1; c=3\r\n"), head);
    assertTrue(head.contains("\r\nte: trailers\r\n"), head);
    assertFalse(head.contains("transfer-encoding") || head.contains("content-length"), head);
  }

  /** A browser sends each cookie by itself (RFC 9113 section 8.2.3); they count as one header. */
  @Test
  void manyCookiesAreOneHeader() throws Exception {
    startEchoing();
    Http2Headers headers = Frames.headers(head("GET", "/"));
    for (int i = 0; i < 200; i++) {
      headers.add("cookie", "c" + i + "=" + i);
    }
    assertTrue(echoed(headers).contains("; c198=198; c199=199\r\n"));
  }

  @Test
  void trailersThatWouldBeBelievedAsHeadersStayBehind() throws Exception {
    start(
        peer -> {
          String request = peer.head() + peer.to("\r\n0\r\n") + peer.head();
          assertTrue(request.endsWith("\r\n0\r\nx-sum: 1\r\n\r\n"), request);
          peer.send(OK);
          peer.head();
        });
    Http2FrameStream stream = client.request(Frames.headers(head("POST", "/a")), false);
    client
        .data(stream, "abc", false)
        .trailers(stream, "host", "evil", "x-forwarded-for", "::1", "x-sum", "1")
        .expect(stream, "200", "ok");
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void hostStandsInForAuthority() throws Exception {
    startEchoing();
    String head =
        echoed(Frames.headers(":method", "GET", ":scheme", "http", ":path", "/", "host", "y"));
    assertTrue(head.contains("\r\nhost: y\r\n"), head);
  }

  @Test
  void manyStreamsAtOnceOnOneConnection() throws Exception {
    startEchoing();
    Http2FrameStream[] streams = new Http2FrameStream[100];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = client.get("/" + i);
    }
    for (int i = 0; i < streams.length; i++) {
      assertEquals("200", FrameClient.status(client.next(streams[i])));
      String head = client.next(streams[i]);
      assertTrue(head.startsWith("data GET /" + i + " "), head);
    }
  }

  @Test
  void bodyAndTrailersBothWays() throws Exception {
    start(
        peer -> {
          String request = peer.head() + peer.to("x-sum: 1\r\n\r\n");
          assertTrue(request.contains("\r\n3\r\nabc\r\n"), request);
          assertTrue(request.endsWith("\r\n0\r\nx-sum: 1\r\n\r\n"), request);
          peer.send(
              "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-end: 2\r\n\r\n");
          peer.head();
        });
    Http2FrameStream stream = client.request(Frames.headers(head("POST", "/a")), false);
    client.data(stream, "abc", false).trailers(stream, "x-sum", "1");
    assertEquals("headers {:status=200}", client.next(stream));
    assertEquals("data ok", client.next(stream));
    assertEquals("headers {x-end=2} end", client.next(stream));
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  @Test
  void pluginsSeeTheTrailersOfARequest() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.to("\r\n0\r\n");
          String trailers = peer.head();
          peer.send(
              "HTTP/1.1 200 OK\r\ncontent-length: " + trailers.length() + "\r\n\r\n" + trailers);
          peer.head();
        });
    String url =
        Wats.module(
            folder,
            "trailers",
            """
            (module
              (import "env" "proxy_add_header_map_value"
                (func $add (param i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "x-seen12")
              (func (export "proxy_abi_version_0_2_1"))
              (func (export "malloc") (param i32) (result i32) (i32.const 1024))
              (func (export "proxy_on_request_trailers") (param i32 i32) (result i32)
                (drop (call $add (i32.const 1) (i32.const 16) (i32.const 6)
                  (i32.const 22) (local.get 1)))
                (i32.const 0)))
            """);
    gateway.apply(
        TestGateway.oneRoute(
            origin, "{ name: t, url: \"" + url + "\" }", ", plugins: [ { name: t } ]"));
    Http2FrameStream stream = client.request(Frames.headers(head("POST", "/a")), false);
    client.data(stream, "abc", false).trailers(stream, "a", "b", "c", "d");
    client.next(stream);
    assertEquals("data a: b\r\nc: d\r\nx-seen: 12\r\n\r\n end", client.next(stream));
  }

  @Test
  void asksForABodyOnlyWhenItIsWanted() throws Exception {
    start(
        peer -> {
          String head = peer.head();
          assertFalse(head.contains("expect"), head);
          assertEquals("abc", peer.read(3));
          peer.send(OK);
          peer.head();
        });
    Http2FrameStream stream =
        client.request(
            Frames.headers(head("POST", "/a"))
                .add("expect", "100-continue")
                .add("content-length", "3"),
            false);
    assertEquals("headers {:status=100}", client.next(stream));
    client.data(stream, "abc", true).expect(stream, "200", "ok");
    assertTrue(origin.faults().isEmpty(), origin.faults().toString());
  }

  /** Sent on with its headers it would be a whole request, whatever follows. */
  @Test
  void aRequestThatSaysToHaveNoBodyGoesOnWithItsEnd() throws Exception {
    start(OK);
    Http2Headers empty = Frames.headers(head("POST", "/a")).add("content-length", "0");
    Http2FrameStream lies = client.request(empty, false);
    Http2FrameStream other = client.get("/");
    client.expect(other, "200", "ok");
    client.data(lies, "GET /b HTTP/1.1", true);
    assertEquals("reset 1", client.next(lies));
    assertEquals(1, origin.connections());

    Http2FrameStream honest = client.request(empty, false);
    client.data(honest, "", false).data(honest, "", true).expect(honest, "200", "ok");
  }

  @Test
  void answersWithoutABodyEndWithTheirHeaders() throws Exception {
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
    Http2FrameStream head = client.request(Frames.headers(head("HEAD", "/")), true);
    assertEquals("headers {:status=200, content-length=1000} end", client.next(head));
    assertEquals("headers {:status=204} end", client.next(client.get("/204")));
    assertEquals("headers {:status=304, content-length=7} end", client.next(client.get("/304")));
  }

  @Test
  void whatBelongsToAConnectionStaysThere() throws Exception {
    start(
        "HTTP/1.1 200 OK\r\nconnection: close, x-hop\r\nkeep-alive: 1\r\nx-hop: 1\r\n"
            + "content-length: 0\r\n\r\n");
    assertEquals("headers {:status=200, content-length=0} end", client.next(client.get("/")));
  }

  @Test
  void aBadRequestCostsItsStreamAlone() throws Exception {
    startEchoing();
    Http2FrameStream good = client.request(Frames.headers(head("POST", "/a")), false);
    assertReset(Frames.headers(head("GET", "/")).add("connection", "close"));
    assertReset(Frames.headers(head("GET", "/")).add("X-Upper", "a"));
    assertReset(Frames.headers(":method", "GET", ":scheme", "http", ":authority", "x"));
    assertReset(Frames.headers(head("GET", "")));
    assertReset(Frames.headers(head("GET", "/")).add("te", "gzip"));
    assertRefused(400, Frames.headers(head("GET", "/a b")));
    assertRefused(400, Frames.headers(head("GET", "/")).add("x-a", " b"));
    assertRefused(400, Frames.headers(head("GET", "/")).add("x-a", "b\t"));
    assertRefused(400, Frames.headers(head("GET", "/")).add("x-a", "b\r\nx-c: d"));
    assertRefused(400, Frames.headers(head("GET", "/")).add("x-a", "\u0001"));
    assertRefused(400, Frames.headers(head("GET", "http://x/")));
    assertRefused(400, Frames.headers(head("GE T", "/")));
    assertRefused(400, Frames.headers(head("GET", "/")).add("host", "other"));
    assertRefused(400, Frames.headers(head("GET", "/")).set(":authority", "u@x"));
    assertRefused(400, Frames.headers(":method", "GET", ":scheme", "http", ":path", "/"));
    assertRefused(501, Frames.headers(":method", "CONNECT", ":authority", "x:1"));
    client.data(good, "", true);
    assertEquals("200", FrameClient.status(client.next(good)));
  }

  @Test
  void aRefusedHeadHasNoBody() throws Exception {
    startEchoing();
    String answer = client.next(client.request(Frames.headers(head("HEAD", "/a b")), true));
    assertTrue(answer.contains(":status=400") && answer.endsWith(" end"), answer);
  }

  private void assertReset(Http2Headers headers) throws Exception {
    assertEquals("reset 1", client.next(client.request(headers, true)), headers.toString());
  }

  private void assertRefused(int status, Http2Headers headers) throws Exception {
    String answer = client.next(client.request(headers, true));
    assertEquals("" + status, FrameClient.status(answer), headers.toString());
  }

  @Test
  void headersThatAreTooLargeGet431() throws Exception {
    startEchoing();
    Http2Headers large = Frames.headers(head("GET", "/")).add("x", "y".repeat(34 << 10));
    Http2FrameStream refused = client.request(large, true);
    assertEquals("headers {:status=431} end", client.next(refused));
    assertFalse(client.date(refused).isEmpty());
    assertTrue(echoed(Frames.headers(head("GET", "/"))).startsWith("data GET / "));
  }

  @Test
  void anUpstreamMayAnswerBeforeTheRequestIsComplete() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
          peer.to("never");
        });
    Http2FrameStream stream = client.request(Frames.headers(head("POST", "/a")), false);
    client.data(stream, "abc", false).expect(stream, "413", "no");
    assertEquals("reset 0", client.next(stream), "the rest is not wanted");
  }

  @Test
  void anAnswerThatBreaksOffIsSeenToBeCutShort() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nok");
        });
    Http2FrameStream stream = client.get("/");
    assertEquals("headers {:status=200, content-length=10}", client.next(stream));
    assertEquals("data ok", client.next(stream));
    assertEquals("reset 2", client.next(stream));
  }

  @Test
  void aStreamThatIsResetTakesItsUpstreamRequestWithIt() throws Exception {
    Semaphore gone = new Semaphore(0);
    start(
        peer -> {
          String head = peer.head();
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
          if (head.startsWith("GET /a") && peer.head().isEmpty()) {
            gone.release();
          }
        });
    Http2FrameStream stream = client.get("/a");
    client.next(stream);
    client.reset(stream);
    assertTrue(gone.tryAcquire(10, TimeUnit.SECONDS), "the upstream's connection is closed");
  }

  @Test
  void aSlowReaderHoldsTheUpstreamBackAndNobodyElse() throws Exception {
    Semaphore done = new Semaphore(0);
    start(
        peer -> {
          if (peer.head().startsWith("GET /large")) {
            peer.send("HTTP/1.1 200 OK\r\ncontent-length: " + (64 << 20) + "\r\n\r\n");
            String block = "x".repeat(1 << 20);
            for (int i = 0; i < 64; i++) {
              peer.send(block);
            }
            done.release();
          } else {
            peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
          }
          peer.head();
        });
    client.stopReading();
    Http2FrameStream large = client.get("/large");
    assertEquals("200", FrameClient.status(client.next(large)));
    Thread.sleep(500);
    assertEquals(0, done.availablePermits(), "what nobody reads is not fetched");
    assertEquals("200", FrameClient.status(client.next(client.get("/small"))));
  }

  @Test
  void aBodyThatNobodyReadsStopsAtItsWindow() throws Exception {
    Semaphore go = new Semaphore(0);
    start(
        peer -> {
          String head = peer.head();
          if (head.startsWith("POST /stalled")) {
            go.acquire();
            peer.socket().getInputStream().skipNBytes(4 << 20);
          }
          peer.send(OK);
          peer.head();
        });
    Http2FrameStream stalled =
        client.request(
            Frames.headers(head("POST", "/stalled")).add("content-length", "" + (32 << 20)), false);
    String block = "x".repeat(1 << 20);
    for (int i = 0; i < 32; i++) {
      client.data(stalled, block, i == 31);
    }
    Http2FrameStream other = client.get("/other");
    client.expect(other, "200", "ok");
    assertTrue(client.isSilent(stalled));
    go.release();
    client.expect(stalled, "200", "ok");
  }

  @Test
  void aFloodOfResetsEndsTheConnection() throws Exception {
    startEchoing();
    for (int i = 0; i < 1_100; i++) {
      client.reset(client.get("/" + i));
    }
    client.expectEndOfConnection("goaway 11");
  }

  @Test
  void aGatewayThatStopsSaysGoodbye() throws Exception {
    Semaphore arrived = new Semaphore(0);
    Semaphore go = new Semaphore(0);
    start(
        peer -> {
          peer.head();
          arrived.release();
          go.acquire();
          peer.send(OK);
          peer.head();
        });
    Http2FrameStream stream = client.get("/");
    arrived
        .acquire(); // before that the connection has said nothing, and is closed like any idle one
    Thread stopping = Thread.startVirtualThread(() -> gateway.plane().stop(10_000));
    client.expectOfConnection("goaway 0");
    go.release();
    client.expect(stream, "200", "ok");
    client.expectOfConnection("closed");
    stopping.join();
  }
}

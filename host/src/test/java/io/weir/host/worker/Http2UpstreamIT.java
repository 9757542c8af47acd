package io.weir.host.worker;

import static io.weir.host.worker.FrameClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Settings;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams of HTTP/2 by the frame, behind clients of both versions. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http2UpstreamIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  @TempDir Path folder;
  private FrameOrigin origin;
  private TestGateway gateway;

  private void start(FrameOrigin.Script script) {
    start(new FrameOrigin(script));
  }

  private void start(FrameOrigin made) {
    origin = made;
    gateway = new TestGateway(folder, 1);
    gateway.apply(config(origin.port()));
  }

  private static String config(int port) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0", http: { forwarded: { trustedHops: 1 } } } ]
    upstreams: [ { name: origin, protocol: H2C, endpoints: [ "127.0.0.1:%d" ],
      timeouts: { connect: 1s } } ]
    routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
    """
        .formatted(port);
  }

  private FailureLog failures() {
    return new FailureLog(folder.resolve("access.log"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    origin.close();
  }

  private static void answer(FrameOrigin.Exchange exchange, String frame) {
    if (frame.endsWith(" end")) {
      exchange.headers(false, ":status", "200").data("ok", true);
    }
  }

  @Test
  void aRequestOfHttp1BecomesOneOfHttp2() throws Exception {
    start(Http2UpstreamIT::answer);
    try (RawClient client = gateway.connect()) {
      String answer =
          client
              .send(
                  "POST /a?b=c HTTP/1.1\r\nhost: x\r\nte: trailers, gzip\r\nconnection: te, x-hop\r\n"
                      + "x-hop: 1\r\nx-request-id: 7\r\ncontent-length: 3\r\n\r\nabc")
              .readTo("0\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("\r\n2\r\nok\r\n0\r\n\r\n"), answer);
    }
    origin.expect(
        "headers {:authority=x, :method=POST, :path=/a?b=c, :scheme=http, content-length=3,"
            + " te=trailers, x-forwarded-for=127.0.0.1, x-forwarded-proto=http, x-request-id=7}",
        "data abc end");
  }

  /** With HTTP's 200 and UNAVAILABLE in the trailers, or in headers alone. */
  @Test
  void anEndpointThatFailsCallsOfGrpcIsPutOut() throws Exception {
    String[] grpc = {":status", "200", "content-type", "application/grpc"};
    start(
        (exchange, frame) -> {
          if (frame.startsWith("headers") && frame.contains("/trailers")) {
            exchange.headers(false, grpc).headers(true, "grpc-status", "14");
          } else if (frame.startsWith("headers") && frame.contains("/alone")) {
            exchange.headers(
                true, ":status", "200", "content-type", "application/grpc", "grpc-status", "14");
          } else if (frame.startsWith("headers")) {
            exchange.headers(false, grpc).headers(true, "grpc-status", "5");
          }
        });
    gateway.apply(
        config(origin.port())
            .replace(
                "protocol: H2C",
                "protocol: H2C, healthCheck: { passive: { consecutive5xxErrors: 2 } }"));
    assertEquals(Health.HEALTHY, after("/trailers", "/fine", "/alone"));
    assertEquals(Health.EJECTED, after("/trailers"));
  }

  /** How the endpoint is when it has answered these calls. */
  private Health after(String... paths) throws Exception {
    for (String path : paths) {
      String answer =
          gateway.exchange("GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }
    return gateway.plane().upstreams().getFirst().endpoints().getFirst().health();
  }

  @Test
  void trailersOfHttp1BothWays() throws Exception {
    start(
        (exchange, frame) -> {
          if (frame.endsWith(" end")) {
            exchange.headers(false, ":status", "200").data("ok", false).headers(true, "x-end", "2");
          }
        });
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n");
      String answer = client.readTo("x-end: 2\r\n\r\n");
      assertTrue(answer.endsWith("\r\n2\r\nok\r\n0\r\nx-end: 2\r\n\r\n"), answer);
    }
    assertTrue(origin.next().startsWith("headers "));
    origin.expect("data abc", "headers {x-sum=1} end");
  }

  @Test
  void anUpstreamThatNeverComesToItsAnswerIsGivenUp() throws Exception {
    start(
        (exchange, frame) -> {
          for (int i = 0; i < 100; i++) {
            exchange.headers(false, ":status", "103", "link", "x");
          }
        });
    try (RawClient client = gateway.connect()) {
      String last = client.send(GET).readHead();
      for (int i = 0; i < 100 && last.startsWith("HTTP/1.1 103 "); i++) {
        last = client.readHead();
      }
      assertTrue(last.startsWith("HTTP/1.1 502 "), last);
    }
  }

  @Test
  void http2OnBothSides() throws Exception {
    start(
        (exchange, frame) -> {
          if (frame.endsWith(" end")) {
            exchange
                .headers(false, ":status", "103", "link", "x")
                .headers(false, ":status", "200")
                .data("ok", false)
                .headers(true, "x-end", "2");
          }
        });
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.request(Frames.headers(head("POST", "/a")), false);
      client.data(stream, "abc", false).trailers(stream, "x-sum", "1");
      assertEquals("headers {:status=103, link=x}", client.next(stream));
      assertEquals("headers {:status=200}", client.next(stream));
      assertEquals("data ok", client.next(stream));
      assertEquals("headers {x-end=2} end", client.next(stream));
    }
    assertTrue(origin.next().startsWith("headers "));
    origin.expect("data abc", "headers {x-sum=1} end");
  }

  @Test
  void requestsShareAConnectionAndAFullOneGetsASibling() throws Exception {
    Semaphore go = new Semaphore(0);
    start(
        new FrameOrigin(
            Http2Settings.defaultSettings().maxConcurrentStreams(2),
            (exchange, frame) -> {
              exchange.headers(false, ":status", "200", "x-connection", "" + exchange.connection());
              exchange
                  .context()
                  .executor()
                  .schedule(
                      () -> exchange.data("ok", true), go.availablePermits(), TimeUnit.SECONDS);
            }));
    go.release();
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream[] streams = new Http2FrameStream[5];
      for (int i = 0; i < streams.length; i++) {
        streams[i] = client.get("/");
      }
      for (Http2FrameStream stream : streams) {
        client.expect(stream, "200", "ok");
      }
      assertEquals(3, origin.connections(), "five requests, two a connection");
      go.drainPermits();
      for (int i = 0; i < 4; i++) {
        client.expect(client.get("/"), "200", "ok");
      }
      assertEquals(3, origin.connections(), "no new one for what finds room");
    }
  }

  @Test
  void aRequestThatWasNotTakenIsSentAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    start(
        (exchange, frame) -> {
          if (requests.incrementAndGet() == 1) {
            exchange.reset(Http2Error.REFUSED_STREAM);
          } else {
            answer(exchange, frame);
          }
        });
    String post = "POST /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    assertTrue(gateway.exchange(post).startsWith("HTTP/1.1 200 "));
    assertEquals(2, requests.get());
  }

  private void retrying() {
    gateway.apply(
        config(origin.port())
            .replace(
                "backendRefs:",
                "retry: { attempts: 3, on: [ refused-stream ], backoff: 1ms }, backendRefs:"));
  }

  private static final String POST = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc";

  @Test
  void aRequestWithABodyThatWasNotTakenIsSentAgainByItsPolicy() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    start(
        (exchange, frame) -> {
          if (frame.endsWith(" end") && ends.incrementAndGet() <= 2) {
            exchange.reset(Http2Error.REFUSED_STREAM);
          } else {
            answer(exchange, frame);
          }
        });
    retrying();
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(POST).readTo("0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }
    assertEquals(3, ends.get());
    assertEquals(1, origin.connections(), "a stream was refused, not the connection");
  }

  @Test
  void aRequestWithABodyThatAGoAwayLeavesOutIsSentAgainByItsPolicy() throws Exception {
    start(
        (exchange, frame) -> {
          if (exchange.connection() == 1 && exchange.stream().id() == 3) {
            if (frame.endsWith(" end")) {
              exchange.goAway(1);
            }
          } else {
            answer(exchange, frame);
          }
        });
    retrying();
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readTo("0\r\n\r\n").startsWith("HTTP/1.1 200 "));
      assertTrue(client.send(POST).readTo("0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }
    assertEquals(2, origin.connections());
  }

  @Test
  void aStreamToAnEndpointThatIsRemovedEnds() throws Exception {
    BlockingQueue<FrameOrigin.Exchange> begun = new LinkedBlockingQueue<>();
    start(
        (exchange, frame) -> {
          exchange.headers(false, ":status", "200").data("begin", false);
          begun.add(exchange);
        });
    try (FrameOrigin other = new FrameOrigin(Http2UpstreamIT::answer);
        FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream = client.get("/");
      assertEquals("headers {:status=200}", client.next(stream));
      assertEquals("data begin", client.next(stream));
      gateway.apply(config(other.port()));
      client.expect(client.get("/"), "200", "ok");
      assertEquals(1, origin.connections());
      assertEquals(1, begun.size(), "what is new goes to the other");
      begun.take().data("end", true);
      assertEquals("data end end", client.next(stream));
    }
  }

  @Test
  void goAwayMovesRequestsToAnotherConnection() throws Exception {
    start(
        (exchange, frame) -> {
          if (exchange.connection() == 1 && exchange.stream().id() == 3) {
            exchange.goAway(1);
          } else {
            answer(exchange, frame);
          }
        });
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readTo("0\r\n\r\n").startsWith("HTTP/1.1 200 "));
      String post = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n";
      assertTrue(client.send(post).readTo("0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }
    assertEquals(2, origin.connections());
  }

  @Test
  void aResetIsABadGatewayAndCutsAnAnswerShort() throws Exception {
    start(
        (exchange, frame) -> {
          if (frame.contains(":path=/late")) {
            exchange.headers(false, ":status", "200").data("ok", false);
          }
          exchange.reset(Http2Error.INTERNAL_ERROR);
        });
    try (FrameClient client = new FrameClient(gateway.port())) {
      assertEquals("502", FrameClient.status(client.next(client.get("/"))));
      Http2FrameStream late = client.get("/late");
      assertEquals("200", FrameClient.status(client.next(late)));
      assertEquals("data ok", client.next(late));
      assertEquals("reset 2", client.next(late));
    }
  }

  @Test
  void aMalformedAnswerIsABadGatewayForItsStreamAlone() throws Exception {
    start(
        (exchange, frame) -> {
          if (frame.contains(":path=/bad")) {
            exchange.headers(true, ":status", "200", "connection", "close");
          } else if (frame.contains(":path=/lines")) {
            exchange.headers(true, ":status", "200", "x", "a\r\nset-cookie: b");
          } else if (frame.contains(":path=/status")) {
            exchange.headers(true, ":status", "2oo");
          } else {
            answer(exchange, frame);
          }
        });
    try (FrameClient client = new FrameClient(gateway.port())) {
      for (String bad : new String[] {"/bad", "/lines", "/status"}) {
        assertEquals("502", FrameClient.status(client.next(client.get(bad))), bad);
      }
      client.expect(client.get("/good"), "200", "ok");
    }
    assertEquals(1, origin.connections());
  }

  @Test
  void anUpstreamThatSpeaksHttp1IsTold() throws Exception {
    start(Http2UpstreamIT::answer);
    try (RawOrigin old = new RawOrigin(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      gateway.apply(config(old.port()) + failures().config());
      try (RawClient client = gateway.connect()) {
        String answer = client.send(GET).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(TestGateway.soon(() -> failures().text().contains("H2C")), failures()::text);
      }
    }
  }

  @Test
  void anUpstreamThatNeverSpeaksTimesOut() throws Exception {
    start(Http2UpstreamIT::answer);
    try (RawOrigin silent = new RawOrigin(peer -> peer.to("never"))) {
      gateway.apply(config(silent.port()) + failures().config());
      try (RawClient client = gateway.connect()) {
        String answer = client.send(GET).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 504 "), answer);
        assertTrue(TestGateway.soon(() -> failures().text().contains("H2C")), failures()::text);
      }
    }
  }

  @Test
  void anUpgradeToAnythingElseNeedsHttp1() throws Exception {
    start(Http2UpstreamIT::answer);
    try (RawClient client = gateway.connect()) {
      String answer =
          client
              .send("GET /a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\n")
              .readResponse();
      assertTrue(answer.startsWith("HTTP/1.1 501 ") && answer.contains("protocol: HTTP1"), answer);
    }
  }

  @Test
  void aSlowClientHoldsItsStreamBackAndNoOther() throws Exception {
    AtomicInteger written = new AtomicInteger();
    start(
        (exchange, frame) -> {
          if (!frame.contains(":path=/large")) {
            answer(exchange, frame);
            return;
          }
          exchange.headers(false, ":status", "200");
          for (int i = 0; i < 64; i++) {
            exchange
                .context()
                .write(Frames.data(exchange.stream(), "x".repeat(1 << 20), false))
                .addListener(done -> written.incrementAndGet());
          }
          exchange.context().flush();
        });
    try (FrameClient slow = new FrameClient(gateway.port());
        FrameClient quick = new FrameClient(gateway.port())) {
      slow.stopReading();
      assertEquals("200", FrameClient.status(slow.next(slow.get("/large"))));
      Thread.sleep(500);
      assertEquals(0, written.get(), "not even the first megabyte is taken");
      quick.expect(quick.get("/small"), "200", "ok");
    }
    assertEquals(1, origin.connections());
  }
}

package io.weir.host.worker;

import static io.weir.host.worker.FrameWire.END_HEADERS;
import static io.weir.host.worker.FrameWire.END_STREAM;
import static io.weir.host.worker.FrameWire.HEADERS;
import static io.weir.host.worker.FrameWire.SETTINGS;
import static io.weir.host.worker.FrameWire.WINDOW;
import static io.weir.host.worker.FrameWire.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2FrameStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send frames to keep the gateway busy: theirs is the connection that ends. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class Http2FloodIT {
  private static final int MANY = 1_500;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir Path folder;
  private final Semaphore lost = new Semaphore(0);
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              try {
                serve(peer);
              } finally {
                lost.release();
              }
            });
    gateway = new TestGateway(folder, 1);
    gateway.apply(config(""));
  }

  private static void serve(RawOrigin.Peer peer) throws Exception {
    String head;
    while (!(head = peer.head()).isEmpty()) {
      if (head.startsWith("GET /ok ")) {
        peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      } else if (head.startsWith("GET /large ")) {
        String large = "x".repeat(10_000_000);
        peer.send("HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n" + large);
      }
    }
  }

  /**
   * @param http of the listener, as YAML
   */
  private String config(String http) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0", http: { %s } } ]
    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
    routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
    """
        .formatted(http, origin.port());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  /** What a client sends again and again. */
  enum Flood {
    RAPID_RESET {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(HEADERS, END_HEADERS | END_STREAM, stream, FrameWire.GET)
            .frame(FrameWire.RESET, 0, stream, number(8));
      }
    },
    MADE_YOU_RESET {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(HEADERS, END_HEADERS | END_STREAM, stream, FrameWire.GET)
            .frame(WINDOW, 0, stream, number(0));
      }
    },
    STREAMS {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(HEADERS, END_HEADERS, stream, FrameWire.POST);
      }
    },
    EMPTY_HEADERS {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(HEADERS, END_HEADERS | END_STREAM, stream);
      }
    },
    CONTINUATIONS {
      @Override
      void send(FrameWire wire, int stream) {
        if (stream == 1) {
          wire.frame(HEADERS, 0, 1, FrameWire.GET);
        }
        wire.frame(FrameWire.CONTINUATION, 0, 1);
      }
    },
    EMPTY_DATA {
      @Override
      void send(FrameWire wire, int stream) {
        if (stream == 1) {
          wire.frame(HEADERS, END_HEADERS, 1, FrameWire.POST);
        }
        wire.frame(FrameWire.DATA, 0, 1);
      }
    },
    PINGS {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(FrameWire.PING, 0, 0, new byte[8]);
      }
    },
    SETTINGS_FRAMES {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(SETTINGS, 0, 0);
      }
    },
    PRIORITIES {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(FrameWire.PRIORITY, 0, stream, new byte[5]);
      }
    },
    WINDOWS {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(WINDOW, 0, 0, number(1));
      }
    },
    UNKNOWN_FRAMES {
      @Override
      void send(FrameWire wire, int stream) {
        wire.frame(0x4d, 0, 0);
      }
    };

    abstract void send(FrameWire wire, int stream);
  }

  @ParameterizedTest
  @EnumSource
  void aFloodEndsItsConnectionAlone(Flood flood) throws Exception {
    try (FrameClient other = new FrameClient(gateway.port());
        FrameWire wire = new FrameWire(gateway.port())) {
      other.expect(other.get("/ok"), "200", "ok");
      for (int i = 0; i < MANY; i++) {
        flood.send(wire, 2 * i + 1);
      }
      wire.flush();
      FrameWire.Frame goodbye = wire.next(FrameWire.GOAWAY);
      if (goodbye != null) { // else lost with the connection, which ended with bytes unread
        assertEquals(ENHANCE_YOUR_CALM, goodbye.code());
      }
      other.expect(other.get("/ok"), "200", "ok");
    }
  }

  @Test
  void aBlockWithoutAnEndIsCutOffAtItsLimit() throws Exception {
    try (FrameWire wire = new FrameWire(gateway.port())) {
      wire.frame(HEADERS, 0, 1, FrameWire.GET);
      for (int i = 0; i < 10; i++) {
        wire.frame(FrameWire.CONTINUATION, 0, 1, new byte[16_000]);
      }
      wire.flush();
      FrameWire.Frame goodbye = wire.next(FrameWire.GOAWAY);
      assertTrue(goodbye == null || goodbye.code() != 0);
    }
  }

  /** A few bytes that stand for many: what they would come to is counted before it is made. */
  @Test
  void aBlockThatGrowsIsRefused() throws Exception {
    try (FrameWire wire = new FrameWire(gateway.port())) {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      bomb.writeBytes(FrameWire.GET);
      bomb.writeBytes(new byte[] {0x40, 1, 'a', 0x7f, (byte) 0x81, 0x1d}); // a: 3,840 bytes
      bomb.writeBytes("y".repeat(3_840).getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 10_000; i++) {
        bomb.write(0xbe); // once more
      }
      wire.frame(HEADERS, END_HEADERS | END_STREAM, 1, bomb.toByteArray()).flush();
      assertStatus("431", wire);
    }
  }

  @Test
  void manySmallHeadersAreCounted() throws Exception {
    gateway.apply(config("limits: { headerCount: 20, requestLine: 64 }"));
    try (FrameClient client = new FrameClient(gateway.port())) {
      var headers = Frames.headers(FrameClient.head("GET", "/ok"));
      for (int i = 0; i < 30; i++) {
        headers.add("a", "b");
      }
      Http2FrameStream many = client.request(headers, true);
      assertEquals("431", FrameClient.status(client.next(many)));
      Http2FrameStream large = client.get("/" + "x".repeat(64));
      assertEquals("414", FrameClient.status(client.next(large)));
      client.expect(client.get("/ok"), "200", "ok");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    gateway.apply(config("limits: { bodyBytes: 1Ki }"));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream =
          client.request(Frames.headers(FrameClient.head("POST", "/hang")), false);
      client.data(stream, "x".repeat(1_000), false).data(stream, "y".repeat(100), false);
      assertEquals("413", FrameClient.status(client.next(stream)));
      var declared = Frames.headers(FrameClient.head("POST", "/ok")).add("content-length", "1025");
      assertEquals("413", FrameClient.status(client.next(client.request(declared, false))));
      client.expect(client.get("/ok"), "200", "ok");
    }
  }

  /**
   * The answer was faster, and the gateway has broken the request off; it is malformed all the
   * same.
   */
  @Test
  void headersWithinARequestAreMalformedAfterItsAnswerToo() throws Exception {
    try (FrameWire wire = new FrameWire(gateway.port())) {
      byte[] ok = {(byte) 0x82, (byte) 0x86, 0x44, 3, '/', 'o', 'k', 0x41, 1, 'x'};
      wire.frame(HEADERS, END_HEADERS, 1, ok).flush();
      FrameWire.Frame answered = wire.next(FrameWire.RESET);
      assertNotNull(answered);
      assertEquals(0, answered.code());
      wire.frame(HEADERS, END_HEADERS, 1, new byte[] {0, 1, 'a', 1, 'b'}).flush();
      FrameWire.Frame malformed = wire.next(FrameWire.RESET);
      assertNotNull(malformed);
      assertEquals(1, malformed.code());
    }
  }

  @Test
  void aClientThatTakesNothingLosesItsStream() throws Exception {
    gateway.apply(config("timeouts: { writeIdle: 200ms }"));
    try (FrameWire wire = new FrameWire(gateway.port())) {
      wire.frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}); // windows of no byte
      byte[] large = {
        (byte) 0x82, (byte) 0x86, 0x44, 6, '/', 'l', 'a', 'r', 'g', 'e', 0x41, 1, 'x'
      };
      wire.frame(HEADERS, END_HEADERS | END_STREAM, 1, large).flush();
      FrameWire.Frame reset = wire.next(FrameWire.RESET);
      assertNotNull(reset);
      assertEquals(8, reset.code());
      assertTrue(lost.tryAcquire(10, TimeUnit.SECONDS), "the upstream is let go");
    }
  }

  @Test
  void aClientThatReadsNothingAtAllLosesItsConnection() throws Exception {
    gateway.apply(config("timeouts: { writeIdle: 200ms }"));
    try (FrameWire wire = new FrameWire(gateway.port())) {
      wire.frame(SETTINGS, 0, 0, new byte[] {0, 4, 0x7f, -1, -1, -1});
      wire.frame(WINDOW, 0, 0, number(0x7fff_0000 - 65_535));
      byte[] large = {
        (byte) 0x82, (byte) 0x86, 0x44, 6, '/', 'l', 'a', 'r', 'g', 'e', 0x41, 1, 'x'
      };
      for (int stream = 1; stream < 10; stream += 2) {
        wire.frame(HEADERS, END_HEADERS | END_STREAM, stream, large);
      }
      wire.flush();
      assertTrue(lost.tryAcquire(10, TimeUnit.SECONDS), "the upstream is let go");
      assertTrue(
          TestGateway.soon(() -> !wire.frame(FrameWire.PING, 0, 0, new byte[8]).flush()),
          "the connection is closed");
    }
  }

  @Test
  void aBodyThatDoesNotComeIsWaitedForSoLong() throws Exception {
    gateway.apply(config("timeouts: { bodyIdle: 200ms }"));
    try (FrameClient client = new FrameClient(gateway.port())) {
      Http2FrameStream stream =
          client.request(Frames.headers(FrameClient.head("POST", "/hang")), false);
      assertEquals("408", FrameClient.status(client.next(stream)));
      client.expect(client.get("/ok"), "200", "ok");
    }
  }

  @Test
  void aConnectionEndsAtItsAge() throws Exception {
    gateway.apply(config("timeouts: { connectionAge: 100ms }"));
    try (FrameClient client = new FrameClient(gateway.port())) {
      client.expectOfConnection("goaway 0");
      client.expectOfConnection("closed");
    }
  }

  @Test
  void aConnectionHasTheStreamsOfItsListener() throws Exception {
    gateway.apply(config("http2: { concurrentStreams: 1 }"));
    try (FrameWire wire = new FrameWire(gateway.port())) {
      wire.frame(HEADERS, END_HEADERS, 1, FrameWire.POST);
      wire.frame(HEADERS, END_HEADERS, 3, FrameWire.POST).flush();
      FrameWire.Frame refused = wire.next(FrameWire.RESET);
      assertNotNull(refused);
      assertEquals(3, refused.stream());
      assertEquals(7, refused.code());
    }
  }

  private static void assertStatus(String status, FrameWire wire) throws Exception {
    FrameWire.Frame answer = wire.next(HEADERS);
    assertNotNull(answer);
    assertEquals(status, answer.status());
  }
}

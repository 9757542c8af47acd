package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.HttpSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One port for both versions of HTTP: the first bytes tell. */
class PrefaceDetectorTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

  private final ConnectionTracker tracker = new ConnectionTracker();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private void open() {
    new ServerPipeline(
            new NoRoutes(channel), new ListenerSettings("web", HttpSettings.DEFAULT), tracker)
        .cleartext(channel);
    channel.pipeline().fireChannelActive();
  }

  private String send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    channel.runPendingTasks();
    return answer();
  }

  private String answer() {
    StringBuilder answer = new StringBuilder();
    ByteBuf out;
    while ((out = channel.readOutbound()) != null) {
      answer.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    return answer.toString();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void assertIsHttp2(String answer) {
    assertEquals(4, answer.charAt(3), "the first frame is SETTINGS");
    assertNotNull(channel.pipeline().get(Http2Handler.class));
    assertNull(channel.pipeline().get(Http1ServerConnection.class));
    assertNull(channel.pipeline().get(PrefaceDetector.class));
  }

  @Test
  void thePrefaceOfHttp2InOnePiece() {
    open();
    assertIsHttp2(send(PREFACE + SETTINGS));
  }

  @Test
  void thePrefaceByteByByte() {
    open();
    for (int i = 0; i < PREFACE.length() - 1; i++) {
      assertEquals("", send(PREFACE.substring(i, i + 1)));
    }
    assertIsHttp2(send(PREFACE.substring(PREFACE.length() - 1)));
  }

  /** The rest has the time of a head, which is 30 s, and not that of an idle connection. */
  @Test
  void halfAPreface() {
    channel.freezeTime();
    open();
    send("PRI * HT");
    for (int i = 0; i < 60; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
    assertTrue(answer().startsWith("HTTP/1.1 408 "));
  }

  @Test
  void aRequestThatBeginsLikeThePreface() {
    open();
    assertEquals("", send("PR"));
    String answer = send("OPFIND /a HTTP/1.1\r\nhost: x\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertNull(channel.pipeline().get(PrefaceDetector.class));
  }

  @Test
  void aRequestOfHttp1() {
    open();
    assertTrue(send("GET /a HTTP/1.1\r\nhost: x\r\n\r\n").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void aConnectionCountsOnceHoweverItGoesOn() {
    open();
    send(PREFACE + SETTINGS);
    AtomicBoolean empty = new AtomicBoolean();
    tracker.drain(() -> empty.set(true));
    channel.runPendingTasks();
    assertTrue(channel.isActive(), "GOAWAY waits for the client to have seen it");
    channel.close();
    assertTrue(empty.get());
  }
}

package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.HttpSettings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's connection before a gateway without routes, which answers by itself. */
class Http1ServerConnectionTest {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  private static final String DATED =
      "(?s).*\r\ndate: [MTWFS][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n.*";

  private final ConnectionTracker tracker = new ConnectionTracker();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Reads reads = new Reads();

  private static final class Reads extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(ChannelHandlerContext context) {
      count++;
      context.read();
    }
  }

  @BeforeEach
  void open() {
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(reads);
    channel
        .pipeline()
        .addLast(
            new ServerPipeline(
                    new NoRoutes(channel),
                    new ListenerSettings("web", HttpSettings.DEFAULT),
                    tracker)
                .http1());
    channel.pipeline().fireChannelActive();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    channel.runPendingTasks();
  }

  private String answers() {
    channel.runPendingTasks();
    StringBuilder answers = new StringBuilder();
    ByteBuf out;
    while ((out = channel.readOutbound()) != null) {
      answers.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    return answers.toString();
  }

  private static int count(String answers) {
    return answers.split("HTTP/1.1 404 ", -1).length - 1;
  }

  /** As a socket that has too much to send. */
  private void takes(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  @Test
  void servesWhatIsPipelined() {
    send(GET.repeat(5));
    assertEquals(5, count(answers()));
  }

  @Test
  void aClientThatTakesNoAnswerIsAskedForNoRequest() {
    takes(false);
    int before = reads.count;
    send(GET.repeat(5));
    assertEquals("", answers());
    assertEquals(before, reads.count);
    takes(true);
    assertEquals(5, count(answers()));
    assertTrue(reads.count > before);
  }

  @Test
  void whatWaitsIsSentBeforeAnIdleConnectionEnds() {
    send(GET);
    assertEquals(1, count(answers()));
    tracker.drain(() -> {});
    channel.runPendingTasks();
    assertFalse(channel.isActive());
  }

  @Test
  void answersAndRefusalsHaveADate() {
    send(GET);
    String served = answers();
    assertTrue(served.matches(DATED), served);
    send("GET / HTTP/1.1\r\n\r\n");
    String refused = answers();
    assertTrue(refused.startsWith("HTTP/1.1 400 ") && refused.matches(DATED), refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD / HTTP/1.1\r\n\r\n",
        "HEAD / HTTP/1.1\r\nhost: x\r\na b\r\n\r\n",
        "HEAD / HTTP/3.0\r\n\r\n",
        "HEAD /\u00e4 HTTP/1.1\r\n\r\n",
      })
  void theRefusalOfAHeadHasNoBody(String request) {
    send(request);
    String refused = answers();
    assertTrue(refused.matches("(?s)HTTP/1.1 (400|505) .*\r\ncontent-length: [1-9].*"), refused);
    assertTrue(refused.endsWith("\r\n\r\n"), refused);
  }

  @Test
  void theRefusalOfWhatFollowsAHeadHasABody() {
    send("HEAD / HTTP/1.1\r\nhost: x\r\n\r\n");
    assertTrue(answers().endsWith("\r\n\r\n"));
    send("\t\r\n\r\n");
    String refused = answers();
    assertTrue(refused.startsWith("HTTP/1.1 400 "), refused);
    assertTrue(refused.contains("\r\n\r\nmalformed request: "), refused);
  }
}

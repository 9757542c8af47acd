package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out together, and when. */
class Http1WriterTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Http1Writer out = new Http1Writer(new Http1Workspace());

  @BeforeEach
  void start() {
    channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
    out.context(channel.pipeline().lastContext());
  }

  @AfterEach
  void close() {
    out.release();
    channel.finishAndReleaseAll();
  }

  private void head(long length) {
    out.head().response(200);
    out.frame(length);
    out.begin(false);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  /** The buffers that went out, each as a text. */
  private List<String> sent() {
    List<String> texts = new ArrayList<>();
    ByteBuf buffer;
    while ((buffer = channel.readOutbound()) != null) {
      texts.add(buffer.toString(StandardCharsets.ISO_8859_1));
      buffer.release();
    }
    return texts;
  }

  @Test
  void aSmallResponseIsOneBuffer() {
    head(5);
    out.data(bytes("hello"), true);
    assertEquals(List.of(OK + "content-length: 5\r\n\r\nhello"), sent());
  }

  @Test
  void smallChunksAndTrailersGoTogether() {
    HeaderList trailers = new HeaderList();
    trailers.add("x-sum", "1");
    trailers.add("content-length", "3");
    head(BodyLength.UNKNOWN);
    out.data(bytes("hello"), false);
    out.data(bytes("x".repeat(17)), false);
    out.trailers(trailers);
    assertEquals(
        List.of(
            OK
                + "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n11\r\n"
                + "x".repeat(17)
                + "\r\n0\r\nx-sum: 1\r\n\r\n"),
        sent());
  }

  @Test
  void aHeadAloneGoesWhenTheTurnIsOver() {
    head(BodyLength.UNKNOWN);
    assertEquals(List.of(), sent());
    channel.runPendingTasks();
    assertEquals(List.of(OK + "transfer-encoding: chunked\r\n\r\n"), sent());
    out.data(bytes("event"), false);
    channel.runPendingTasks();
    assertEquals(List.of("5\r\nevent\r\n"), sent());
    out.data(Unpooled.EMPTY_BUFFER, true);
    assertEquals(List.of("0\r\n\r\n"), sent());
  }

  @Test
  void whatIsLargeIsNotCopied() {
    String large = "x".repeat(5_000);
    head(BodyLength.UNKNOWN);
    out.data(bytes(large), false);
    channel.runPendingTasks();
    assertEquals(List.of(OK + "transfer-encoding: chunked\r\n\r\n1388\r\n", large, "\r\n"), sent());
    out.data(bytes(large), false);
    out.data(bytes(large), true);
    assertEquals(List.of("1388\r\n", large, "\r\n1388\r\n", large, "\r\n0\r\n\r\n"), sent());
  }

  @Test
  void sizesOfChunksAreHexadecimal() {
    for (int size : new int[] {1, 15, 16, 255, 256, 4_095, 4_096, 65_536, 1 << 20}) {
      head(BodyLength.UNKNOWN);
      out.data(bytes("x".repeat(size)), true);
      String all = String.join("", sent());
      String line = all.substring(all.indexOf("\r\n\r\n") + 4);
      assertEquals(Integer.toHexString(size), line.substring(0, line.indexOf('\r')));
    }
  }

  @Test
  void aBodyThatDoesNotFitItsLengthIsNotSent() {
    head(3);
    assertThrows(IllegalArgumentException.class, () -> out.data(bytes("abcd"), false));
    out.release();
    head(3);
    assertThrows(IllegalArgumentException.class, () -> out.data(bytes("ab"), true));
  }

  @Test
  void aTrailerThatSplitsTheMessageIsNotSent() {
    HeaderList trailers = new HeaderList();
    trailers.add("x", "a\r\nb: c");
    head(BodyLength.UNKNOWN);
    assertThrows(IllegalArgumentException.class, () -> out.trailers(trailers));
  }
}

package io.weir.host.net.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.net.http1.MessageParser.Event;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;

/** What a parser makes of bytes, as a text; however they were cut into pieces. */
final class Transcript {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final MessageParser parser;
  private ByteBuf held = Unpooled.buffer();

  private Transcript(MessageParser parser) {
    this.parser = parser;
  }

  /** The whole in pieces that end at {@code cuts}. */
  static String of(MessageParser parser, String bytes, int... cuts) {
    Transcript t = new Transcript(parser);
    int from = 0;
    try {
      for (int cut : cuts) {
        t.feed(bytes.substring(from, cut));
        from = cut;
      }
      t.feed(bytes.substring(from));
      t.text.append(parser.isBetweenMessages() ? "" : "(more) ");
    } catch (MalformedMessageException e) {
      t.text.append("refused ").append(e.status()).append(": ").append(e.getMessage());
    } finally {
      t.held.release();
    }
    return t.text.toString();
  }

  static String byteByByte(MessageParser parser, String bytes) {
    int[] cuts = new int[Math.max(0, bytes.length() - 1)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = i + 1;
    }
    return of(parser, bytes, cuts);
  }

  private void feed(String bytes) {
    held.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
    Event event;
    while ((event = parser.next(held)) != Event.MORE) {
      switch (event) {
        case HEAD -> text.append("[").append(line(parser.headers())).append("] ");
        case DATA ->
            body.append(held.readCharSequence(parser.dataLength(), StandardCharsets.ISO_8859_1));
        case END -> end();
        case MORE -> throw new IllegalStateException();
      }
    }
  }

  private void end() {
    HeaderList trailers = parser.takeTrailers();
    text.append("<").append(body).append("> ");
    text.append(trailers == null ? "" : "{" + line(trailers) + "} ");
    body.setLength(0);
  }

  private static String line(HeaderList headers) {
    return headers.toString().strip().replace("\n", "|");
  }
}

package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one direction of a connection. The caller asks for one event after the
 * other; the bytes of a body are the caller's to take, so that they need not be copied.
 *
 * <p>Not usable any more once it has thrown.
 */
public abstract sealed class MessageParser permits RequestParser, ResponseParser {
  /** What has come. */
  public enum Event {
    /** Nothing whole: more bytes are needed. */
    MORE,
    /** The head of a message. */
    HEAD,
    /** Bytes of the body: {@link #dataLength} of them, which the caller takes out of the buffer. */
    DATA,
    /** The end of the message, with trailers or without. */
    END
  }

  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    END
  }

  private static final long UNTIL_CLOSE = Long.MAX_VALUE;

  final MessageFields fields;
  private final HeadReader reader;
  private final ChunkSizeReader chunk = new ChunkSizeReader();

  private State state = State.HEAD;
  private long left;
  private long bodyBytes;
  private int dataLength;
  private boolean half;
  private @Nullable HeaderList trailers;

  MessageParser(Http1Workspace work, HeadLimits limits, boolean request) {
    fields = new MessageFields(request);
    reader = new HeadReader(work, limits, new Lines());
    reader.head();
  }

  /** The start line. */
  abstract void startLine(byte[] bytes, int from, int to);

  /** The head is there: says what body comes, by one of the methods below. */
  abstract void headEnd();

  /** The message is over: nothing is known of the next one yet. */
  void forget() {}

  /** How many bytes a body may have. */
  abstract long mostBodyBytes();

  final void expectNoBody() {
    state = State.END;
  }

  final void expectLength(long length) {
    left = length;
    state = length == 0 ? State.END : State.BODY;
  }

  final void expectUntilClose() {
    left = UNTIL_CLOSE;
    state = State.BODY;
  }

  final void expectChunks() {
    chunk.reset();
    bodyBytes = 0;
    state = State.CHUNK_SIZE;
  }

  /**
   * The next event of {@code in}, whose bytes are taken as far as they are read, but for those of a
   * body.
   *
   * @throws MalformedMessageException saying why the message is not read on
   */
  public final Event next(ByteBuf in) {
    return switch (state) {
      case HEAD -> head(in);
      case BODY -> body(in);
      case END -> end();
      case CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS -> chunked(in);
    };
  }

  private Event head(ByteBuf in) {
    if (!reader.read(in)) {
      return Event.MORE;
    }
    headEnd();
    return Event.HEAD;
  }

  private Event body(ByteBuf in) {
    if (!in.isReadable()) {
      return Event.MORE;
    }
    dataLength = (int) Math.min(left, in.readableBytes());
    if (left != UNTIL_CLOSE) {
      left -= dataLength;
      state = left == 0 ? State.END : State.BODY;
    }
    return Event.DATA;
  }

  private Event end() {
    state = State.HEAD;
    reader.head();
    forget();
    return Event.END;
  }

  private Event chunked(ByteBuf in) {
    while (true) {
      switch (state) {
        case CHUNK_SIZE -> {
          if (!chunk.read(in)) {
            return Event.MORE;
          }
          chunkBegins();
        }
        case CHUNK_DATA -> {
          return chunkData(in);
        }
        case CHUNK_END -> {
          if (!lineEnd(in)) {
            return Event.MORE;
          }
          chunk.next();
          state = State.CHUNK_SIZE;
        }
        case TRAILERS -> {
          return reader.read(in) ? end() : Event.MORE;
        }
        case HEAD, BODY, END -> throw new IllegalStateException("not chunked: " + state);
      }
    }
  }

  private void chunkBegins() {
    left = chunk.size();
    if (left == 0) {
      trailers = null;
      reader.fields();
      state = State.TRAILERS;
      return;
    }
    if (left > mostBodyBytes() - bodyBytes) {
      throw tooLarge();
    }
    bodyBytes += left;
    state = State.CHUNK_DATA;
  }

  private Event chunkData(ByteBuf in) {
    Event event = body(in);
    state = left == 0 ? State.CHUNK_END : State.CHUNK_DATA;
    return event;
  }

  /** Exactly CRLF. */
  private boolean lineEnd(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.readByte();
      if (b != (half ? Octets.LF : Octets.CR)) {
        throw bad("a chunk that is longer than its size");
      }
      half = !half;
      if (!half) {
        return true;
      }
    }
    return false;
  }

  final MalformedMessageException tooLarge() {
    return new MalformedMessageException(
        413, "a body that is too large (expected: at most " + mostBodyBytes() + " bytes)");
  }

  /** Of the head that has come, in the neutral form. */
  public final HeaderList headers() {
    return fields.list();
  }

  /** How many bytes {@link Event#DATA} stands for. */
  public final int dataLength() {
    return dataLength;
  }

  /** Whether the bytes that {@link Event#DATA} stands for are the last of the body. */
  public final boolean isEnd() {
    return state == State.END;
  }

  /** After {@link Event#END}: the trailers, null for none. */
  public final @Nullable HeaderList takeTrailers() {
    HeaderList t = trailers;
    trailers = null;
    return t;
  }

  /** Whether nothing of a message that is not complete has been taken. */
  public final boolean isBetweenMessages() {
    return state == State.HEAD;
  }

  private final class Lines implements HeadReader.Sink {
    @Override
    public void startLine(byte[] bytes, int from, int to) {
      MessageParser.this.startLine(bytes, from, to);
    }

    @Override
    public void field(FieldName name, byte[] bytes, int from, int to) {
      if (state == State.HEAD) {
        fields.add(name, bytes, from, to);
      } else {
        trailer(name, bytes, from, to);
      }
    }
  }

  /** RFC 9110 section 6.5.1: what would change how the message was understood has no place here. */
  private void trailer(FieldName name, byte[] bytes, int from, int to) {
    switch (name.role()) {
      case PLAIN -> {
        if (!TrailerFields.mayBe(name.text())) {
          return;
        }
        HeaderList list = trailers;
        if (list == null) {
          list = new HeaderList();
          trailers = list;
        }
        list.append(name.text(), Octets.text(bytes, from, to));
      }
      case CONTENT_LENGTH, TRANSFER_ENCODING, HOST ->
          throw bad(name.text() + " as a trailer (RFC 9110 section 6.5.1)");
      case DROPPED, CONNECTION, UPGRADE, HTTP2_SETTINGS, TE, EXPECT -> {}
    }
  }
}

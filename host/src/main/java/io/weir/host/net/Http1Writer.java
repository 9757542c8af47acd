package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.weir.host.net.http1.HeadWriter;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of one direction of a connection: the body by the length that the headers
 * declare, else in chunks, which alone can have trailers. What is small goes in one buffer with
 * what comes before it, and what is written in one turn of the loop goes out in one piece: the end
 * of a message at once, all else when the turn is over. Loop-confined.
 */
final class Http1Writer {
  /** Up to here a copy is cheaper than a buffer of its own. */
  private static final int SMALL = 1 << 10;

  /** From here on there is nothing to gain by waiting for more. */
  private static final int LARGE = 32 << 10;

  /** Chunk size, both line ends, and the line end of the chunk before. */
  private static final int CHUNK_FRAME = 16;

  private static final ByteBuf LINE_END = constant("\r\n");
  private static final byte[] LAST_CHUNK = "0\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum Framing {
    /** There is no body; what is written of one is dropped. */
    NONE,
    /** As it is: the body has a length, or ends with the connection. */
    PLAIN,
    CHUNKED
  }

  private final HeadWriter head;
  private final BodyLength length = new BodyLength();
  private final Runnable later = this::flushNow;

  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ByteBuf pending;
  private Framing framing = Framing.NONE;
  private boolean lineEndOwed;
  private boolean flushAsked;

  Http1Writer(Http1Workspace work) {
    head = new HeadWriter(work);
  }

  void context(ChannelHandlerContext context) {
    ctx = context;
  }

  /** To write a head with, before {@link #begin} or {@link #interim}. */
  HeadWriter head() {
    return head;
  }

  /** The message has no body whatever is written. */
  void noBody() {
    framing = Framing.NONE;
    length.expect(BodyLength.UNKNOWN);
  }

  /** Only the end of the connection ends what is written. */
  void untilClose() {
    framing = Framing.PLAIN;
    length.expect(BodyLength.UNKNOWN);
  }

  /** The message has a body: says in the head how it is framed. */
  void frame(long declared) {
    length.expect(declared);
    if (declared == BodyLength.UNKNOWN) {
      framing = Framing.CHUNKED;
      head.field("transfer-encoding", "chunked");
    } else {
      framing = Framing.PLAIN;
      head.field("content-length", declared);
    }
  }

  /** The head is written. */
  void begin(boolean end) {
    lineEndOwed = false;
    pending = head.end(context().alloc(), end ? 0 : SMALL + CHUNK_FRAME);
    flush(end);
  }

  /** The head of an interim response is written: goes out alone. */
  void interim() {
    write(head.end(context().alloc(), 0));
    flushNow();
  }

  /**
   * Takes {@code chunk} over.
   *
   * @throws IllegalArgumentException when the body does not fit its declared length
   */
  void data(ByteBuf chunk, boolean end) {
    int bytes = chunk.readableBytes();
    if (framing != Framing.NONE && !length.accept(bytes, end)) {
      chunk.release();
      throw BodyLength.misfit();
    }
    if (bytes == 0 || framing == Framing.NONE) {
      chunk.release();
    } else {
      body(chunk, bytes);
    }
    if (end) {
      end(null);
    } else {
      flush(bytes >= LARGE);
    }
  }

  private void body(ByteBuf chunk, int bytes) {
    boolean small = bytes <= SMALL && (pending != null || framing == Framing.CHUNKED);
    if (framing == Framing.CHUNKED) {
      chunkLine(room(CHUNK_FRAME + (small ? bytes : 0)), bytes);
    }
    if (small) {
      room(bytes + 2).writeBytes(chunk);
      chunk.release();
    } else {
      writePending();
      write(chunk);
    }
    lineEndOwed = framing == Framing.CHUNKED;
  }

  private void chunkLine(ByteBuf to, int bytes) {
    lineEnd(to);
    for (int shift = 28 - Integer.numberOfLeadingZeros(bytes) / 4 * 4; shift >= 0; shift -= 4) {
      to.writeByte(Character.forDigit(bytes >>> shift & 0xf, 16));
    }
    to.writeByte('\r').writeByte('\n');
  }

  private void lineEnd(ByteBuf to) {
    if (lineEndOwed) {
      to.writeByte('\r').writeByte('\n');
      lineEndOwed = false;
    }
  }

  /**
   * The end of the message; without chunks the trailers have no place and are left out.
   *
   * @throws IllegalArgumentException when the body is shorter than declared, or a trailer cannot be
   *     sent
   */
  void trailers(HeaderList trailers) {
    if (framing != Framing.NONE && !length.accept(0, true)) {
      throw BodyLength.misfit();
    }
    end(trailers);
  }

  private void end(@Nullable HeaderList trailers) {
    if (framing == Framing.CHUNKED) {
      head.trailers();
      if (trailers != null) {
        head.trailers(trailers);
      }
      ByteBuf to = room(CHUNK_FRAME);
      lineEnd(to);
      head.end(to.writeBytes(LAST_CHUNK));
    }
    framing = Framing.NONE;
    flushNow();
  }

  /** A buffer at the end of what is written, with room for {@code bytes}. */
  private ByteBuf room(int bytes) {
    ByteBuf last = pending;
    if (last != null && last.writableBytes() >= bytes) {
      return last;
    }
    writePending();
    ByteBuf made = context().alloc().buffer(Math.max(bytes, 64));
    pending = made;
    return made;
  }

  /** Now, or when this turn of the loop is over. */
  private void flush(boolean now) {
    if (now) {
      flushNow();
    } else if (!flushAsked) {
      flushAsked = true;
      context().executor().execute(later);
    }
  }

  void flushNow() {
    flushAsked = false;
    ChannelHandlerContext context = ctx;
    if (context == null || context.isRemoved()) {
      release();
      return;
    }
    ByteBuf last = pending;
    if (lineEndOwed && last != null && last.writableBytes() >= 2) {
      lineEnd(last);
    }
    writePending();
    if (lineEndOwed) {
      lineEndOwed = false;
      write(LINE_END.duplicate());
    }
    context.flush();
  }

  private void writePending() {
    ByteBuf last = pending;
    if (last != null) {
      pending = null;
      write(last);
    }
  }

  private void write(ByteBuf bytes) {
    ChannelHandlerContext context = context();
    context.write(bytes, context.voidPromise());
  }

  /** Drops what has not gone out. */
  void release() {
    ByteBuf last = pending;
    pending = null;
    if (last != null) {
      last.release();
    }
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)).asReadOnly());
  }
}

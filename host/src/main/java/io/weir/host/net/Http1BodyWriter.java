package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.weir.host.stream.HeaderList;

/**
 * Writes the body of an HTTP/1.1 message, of either side: by the length that its headers declare,
 * else in chunks, which alone can have trailers.
 */
final class Http1BodyWriter {
  private final BodyLength length = new BodyLength();
  private boolean chunked;

  /** The message has no body, or one that only the end of the connection ends. */
  void unframed() {
    chunked = false;
    length.expect(BodyLength.UNKNOWN);
  }

  /** The message has a body: says in {@code out} how it is framed. */
  void frame(HttpHeaders out, HeaderList headers) {
    chunked = length.frame(out, headers);
  }

  /** What is written is not sent: an answer to HEAD. */
  void uncounted() {
    length.expect(BodyLength.UNKNOWN);
  }

  /**
   * Takes {@code chunk} over.
   *
   * @throws IllegalArgumentException when the body does not fit its declared length
   */
  void data(ChannelHandlerContext context, ByteBuf chunk, boolean end) {
    if (!length.accept(chunk.readableBytes(), end)) {
      chunk.release();
      throw BodyLength.misfit();
    }
    if (chunk.isReadable()) {
      context.write(new DefaultHttpContent(chunk));
    } else {
      chunk.release();
    }
    if (end) {
      context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      context.flush();
    }
  }

  /**
   * The end of the message; without chunks the trailers have no place and are left out.
   *
   * @throws IllegalArgumentException when the body is shorter than declared, or a trailer cannot be
   *     sent
   */
  void trailers(ChannelHandlerContext context, HeaderList trailers) {
    if (!length.accept(0, true)) {
      throw BodyLength.misfit();
    }
    context.writeAndFlush(
        chunked ? Http1Headers.last(trailers) : LastHttpContent.EMPTY_LAST_CONTENT);
  }
}

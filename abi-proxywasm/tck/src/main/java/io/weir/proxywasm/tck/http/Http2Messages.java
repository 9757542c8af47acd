package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import java.util.ArrayList;
import java.util.List;

/** Messages as the frames of one HTTP/2 stream. */
final class Http2Messages {
  private Http2Messages() {}

  /**
   * Writes all of {@code message}, one data frame for each piece of body.
   *
   * @param head its pseudo headers
   */
  static void write(Channel stream, Http2Headers head, Message message) {
    message.headers().forEach(f -> head.add(f.name(), f.value()));
    int left = message.chunks().size();
    boolean trailers = !message.trailers().isEmpty();
    stream.write(new DefaultHttp2HeadersFrame(head, left == 0 && !trailers));
    for (String chunk : message.chunks()) {
      left--;
      stream.write(new DefaultHttp2DataFrame(bytes(chunk), left == 0 && !trailers));
    }
    if (trailers) {
      Http2Headers last = new DefaultHttp2Headers();
      message.trailers().forEach(f -> last.add(f.name(), f.value()));
      stream.write(new DefaultHttp2HeadersFrame(last, true));
    }
    stream.flush();
  }

  static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
  }

  /** Without pseudo headers. */
  static List<Field> fields(Http2Headers headers) {
    List<Field> fields = new ArrayList<>();
    headers.forEach(
        e -> {
          if (e.getKey().charAt(0) != ':') {
            fields.add(new Field(e.getKey().toString(), e.getValue().toString()));
          }
        });
    return fields;
  }
}

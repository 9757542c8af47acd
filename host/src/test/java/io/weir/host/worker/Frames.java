package io.weir.host.worker;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/** HTTP/2 frames as tests write and read them. */
final class Frames {
  /** For the clients and origins of all tests; ends with the process. */
  static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(2, daemon(), NioIoHandler.newFactory());

  private Frames() {}

  private static ThreadFactory daemon() {
    return new DefaultThreadFactory("frames", true);
  }

  /** Names and values in turn. */
  static Http2Headers headers(String... pairs) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  static void send(Channel channel, Http2FrameStream stream, Http2Headers headers, boolean end) {
    channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, end).stream(stream));
  }

  static void send(Channel channel, Http2FrameStream stream, String data, boolean end) {
    channel.writeAndFlush(data(stream, data, end));
  }

  static Http2DataFrame data(Http2FrameStream stream, String data, boolean end) {
    return new DefaultHttp2DataFrame(Unpooled.copiedBuffer(data, StandardCharsets.ISO_8859_1), end)
        .stream(stream);
  }

  /** A frame in a line: its kind, what it says, and whether it ends its stream. */
  static String text(Http2Frame frame) {
    return switch (frame) {
      case Http2HeadersFrame h ->
          "headers " + sorted(h.headers()) + (h.isEndStream() ? " end" : "");
      case Http2DataFrame d ->
          "data "
              + d.content().toString(StandardCharsets.ISO_8859_1)
              + (d.isEndStream() ? " end" : "");
      case Http2ResetFrame r -> "reset " + r.errorCode();
      case Http2GoAwayFrame g -> "goaway " + g.errorCode();
      default -> frame.name();
    };
  }

  private static Map<String, String> sorted(Http2Headers headers) {
    Map<String, String> map = new TreeMap<>();
    headers.forEach(
        h -> map.merge(h.getKey().toString(), h.getValue().toString(), (a, b) -> a + "|" + b));
    return map;
  }
}

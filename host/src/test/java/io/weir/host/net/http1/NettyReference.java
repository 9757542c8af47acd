package io.weir.host.net.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Netty's decoder, in its own strictness, makes of the same bytes. */
final class NettyReference {
  private NettyReference() {}

  /**
   * A line for each request up to the first that it refuses: method, target, headers that are
   * passed on, body, trailers.
   */
  static List<String> requests(String bytes) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    List<String> requests = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String head = "";
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    HttpObject next;
    while ((next = channel.readInbound()) != null) {
      boolean bad = next.decoderResult().isFailure();
      if (!bad && next instanceof HttpRequest request) {
        head = request.method() + " " + request.uri() + " " + list(request.headers());
        body.setLength(0);
      }
      if (!bad && next instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
      }
      if (!bad && next instanceof LastHttpContent last) {
        requests.add(head + "<" + body + ">" + list(last.trailingHeaders()));
      }
      ReferenceCountUtil.release(next);
      if (bad) {
        break;
      }
    }
    channel.finishAndReleaseAll();
    return requests;
  }

  private static String list(Iterable<Map.Entry<String, String>> headers) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith("x")) {
        text.append(name).append('=').append(header.getValue()).append('|');
      }
    }
    return text.toString();
  }
}

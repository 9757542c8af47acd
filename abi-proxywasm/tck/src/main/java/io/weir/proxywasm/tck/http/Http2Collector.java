package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the frames of one stream into a message. Confined to the stream's loop. */
abstract class Http2Collector extends SimpleChannelInboundHandler<Http2StreamFrame> {
  private final StringBuilder body = new StringBuilder();
  private @Nullable Http2Headers head;
  private List<Field> trailers = List.of();

  /** All has come. */
  abstract void onMessage(ChannelHandlerContext ctx, Message message);

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
    switch (frame) {
      case Http2HeadersFrame headers -> headers(ctx, headers);
      case Http2DataFrame data -> {
        body.append(data.content().toString(ISO_8859_1));
        endIf(data.isEndStream(), ctx);
      }
      default -> {}
    }
  }

  private void headers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
    if (head == null) {
      head = frame.headers();
    } else {
      trailers = Http2Messages.fields(frame.headers());
    }
    endIf(frame.isEndStream(), ctx);
  }

  private void endIf(boolean end, ChannelHandlerContext ctx) {
    Http2Headers head = this.head;
    if (!end || head == null) {
      return;
    }
    CharSequence status = head.status();
    String start = status != null ? status.toString() : head.method() + " " + head.path();
    List<String> chunks = body.isEmpty() ? List.of() : List.of(body.toString());
    onMessage(ctx, new Message(start, Http2Messages.fields(head), chunks, trailers));
  }
}

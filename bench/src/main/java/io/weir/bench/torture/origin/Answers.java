package io.weir.bench.torture.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Writes heads and whole answers. */
final class Answers {

  private Answers() {}

  static void text(ChannelHandlerContext ctx, OriginRequest request, int status, String text) {
    ByteBuf body = Unpooled.copiedBuffer(text, UTF_8);
    FullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
    answer.headers().add(request.seen());
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    Writes.flush(ctx, answer);
  }

  /** A head without framing fields, whose body the caller sends. */
  static HttpResponse head(OriginRequest request, String contentType) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().add(request.seen());
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    return head;
  }
}

package io.weir.proxywasm.tck.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One gRPC call to the origin. Messages come back as the bytes that they are, so their frames are
 * not taken apart. Confined to the stream's loop.
 */
final class GrpcStream extends SimpleChannelInboundHandler<Http2StreamFrame> {
  private static final int PREFIX = 5;

  private final GrpcMethod method;
  private final String initial;
  private final AtomicInteger resets;

  GrpcStream(Http2HeadersFrame head, AtomicInteger resets) {
    this.method = GrpcMethod.of(head);
    this.initial = head.headers().get("x-call", "none").toString();
    this.resets = resets;
  }

  static boolean isGrpc(Http2HeadersFrame head) {
    return head.headers().get("content-type", "").toString().startsWith("application/grpc");
  }

  /** The head has come. */
  void start(Channel stream) {
    switch (method) {
      case ECHO -> head(stream);
      case FAIL -> {
        Http2Headers trailers = answer().set("grpc-status", "5");
        end(stream, trailers.set("grpc-message", "nothing here"));
      }
      case RESET -> stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
      case RESETS -> {
        head(stream);
        stream.write(new DefaultHttp2DataFrame(message(resets.getAndSet(0))));
        end(stream, new DefaultHttp2Headers().set("grpc-status", "0"));
      }
      case SILENT -> {}
    }
  }

  private void head(Channel stream) {
    stream.writeAndFlush(new DefaultHttp2HeadersFrame(answer().set("x-initial", initial)));
  }

  private static Http2Headers answer() {
    return new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
  }

  private static void end(Channel stream, Http2Headers trailers) {
    stream.writeAndFlush(new DefaultHttp2HeadersFrame(trailers, true));
  }

  private static ByteBuf message(int number) {
    ByteBuf text = Http2Messages.bytes(Integer.toString(number));
    ByteBuf prefix = Unpooled.buffer(PREFIX).writeByte(0).writeInt(text.readableBytes());
    return Unpooled.wrappedBuffer(prefix, text);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
    if (method != GrpcMethod.ECHO || !(frame instanceof Http2DataFrame data)) {
      return;
    }
    if (data.content().isReadable()) {
      ctx.writeAndFlush(new DefaultHttp2DataFrame(data.content().retain()));
    }
    if (data.isEndStream()) {
      Http2Headers trailers = new DefaultHttp2Headers().set("grpc-status", "0");
      end(ctx.channel(), trailers.set("x-trailing", "yes"));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof Http2ResetFrame) {
      resets.incrementAndGet();
    }
    super.userEventTriggered(ctx, event);
  }
}

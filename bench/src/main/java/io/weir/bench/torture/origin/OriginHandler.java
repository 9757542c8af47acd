package io.weir.bench.torture.origin;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.weir.bench.torture.payload.Fault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: hands the parts of each request to the endpoint that its path names. */
final class OriginHandler extends SimpleChannelInboundHandler<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(OriginHandler.class);

  private final Fault fault;
  private @Nullable Endpoint endpoint;

  OriginHandler(Fault fault) {
    super(false);
    this.fault = fault;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame frame) {
      EchoFrames.echo(ctx, frame);
      return;
    }
    try {
      read(ctx, (HttpObject) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (endpoint != null && ctx.channel().isWritable()) {
      endpoint.writable(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (endpoint != null) {
      endpoint.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("origin: closing a connection", cause);
    }
    Writes.close(ctx);
  }

  private void read(ChannelHandlerContext ctx, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      LOG.warn("origin: malformed request", message.decoderResult().cause());
      Writes.close(ctx);
      return;
    }
    if (message instanceof HttpRequest request) {
      endpoint = Endpoint.of(OriginRequest.of(request), fault);
    }
    if (message instanceof HttpContent content && endpoint != null) {
      endpoint.body(content.content());
      if (message instanceof LastHttpContent) {
        endpoint.answer(ctx);
      }
    }
  }
}

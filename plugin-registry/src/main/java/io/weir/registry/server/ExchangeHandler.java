package io.weir.registry.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests one after the other, gives each to a virtual thread, reads on only
 * as that thread consumes. All fields belong to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
  private static final int BODY_TIMEOUT_SECONDS = 60;
  private static final long MAX_DISCARD = 64L << 20;

  private final RegistryHandler handler;
  private final OriginGuard guard;
  private @Nullable RequestBody body;
  private boolean answered = true;
  private boolean bodyEnded = true;
  private boolean lastExchange;
  private boolean reading;
  private long discarded;
  private final Queue<Object> waiting = new ArrayDeque<>();

  ExchangeHandler(RegistryHandler handler, OriginGuard guard) {
    this.handler = handler;
    this.guard = guard;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    read(ctx);
  }

  /** Requests that arrive before their turn wait; nothing is read meanwhile, so they are few. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lastExchange && answered && bodyEnded) {
      ReferenceCountUtil.release(message); // after the end
    } else if (waiting.isEmpty() && mayTake(message)) {
      take(ctx, message);
    } else {
      waiting.add(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    read(ctx);
  }

  private boolean mayTake(Object message) {
    return !(message instanceof HttpRequest) || (answered && bodyEnded);
  }

  private void take(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      begin(ctx, request);
    } else if (message instanceof HttpContent content) {
      content(ctx, content);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      refuseMalformed(ctx, request.decoderResult().cause());
      return;
    }
    answered = false;
    bodyEnded = false;
    discarded = 0;
    lastExchange = !HttpUtil.isKeepAlive(request);
    RequestBody fresh =
        new RequestBody(
            HttpUtil.is100ContinueExpected(request) ? () -> sendContinue(ctx) : () -> {},
            () -> ctx.executor().execute(() -> read(ctx)),
            BODY_TIMEOUT_SECONDS);
    body = fresh;
    Thread.ofVirtual().name("registry").start(() -> serve(ctx, request, fresh));
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    RequestBody target = body;
    boolean failed = content.decoderResult().isFailure();
    ByteBuf data = content.content();
    if (target == null) {
      discarded += data.readableBytes();
      data.release();
    } else {
      target.offer(data);
    }
    if (content instanceof LastHttpContent || failed) {
      bodyEnded = true;
      end(target, failed);
    }
    if (failed || discarded > MAX_DISCARD || (bodyEnded && answered && lastExchange)) {
      ctx.close();
    }
  }

  private static void end(@Nullable RequestBody target, boolean failed) {
    if (target == null) {
      return;
    }
    if (failed) {
      target.fail();
    } else {
      target.finish();
    }
  }

  /** After each step: the next request, more of this one's body, or the end. */
  private void proceed(ChannelHandlerContext ctx) {
    if (answered && bodyEnded && lastExchange) {
      ctx.close();
      return;
    }
    while (!waiting.isEmpty() && mayTake(waiting.element())) {
      take(ctx, waiting.remove());
    }
    read(ctx);
  }

  private void read(ChannelHandlerContext ctx) {
    RequestBody target = body;
    boolean wanted = !bodyEnded ? target == null || target.hasRoom() : answered;
    if (wanted && !reading && waiting.isEmpty()) {
      reading = true;
      ctx.read();
    }
  }

  private void serve(ChannelHandlerContext ctx, HttpRequest request, RequestBody from) {
    try {
      RegistryResponse response = answer(ctx, request, from);
      ctx.executor().execute(() -> write(ctx, request, from, response));
    } catch (ClientGoneException e) {
      LOG.debug("{} {}: {}", request.method(), request.uri(), e.getMessage());
      ctx.executor().execute(() -> abandon(ctx, from));
    } catch (IOException | RuntimeException e) {
      LOG.error("{} {}: failed", request.method(), request.uri(), e);
      RegistryResponse response =
          new RegistryFault(ErrorCode.UNSUPPORTED, 500, "see the registry's log").response();
      ctx.executor().execute(() -> write(ctx, request, from, response));
    }
  }

  private RegistryResponse answer(ChannelHandlerContext ctx, HttpRequest request, RequestBody from)
      throws IOException {
    try {
      return handler.handle(NettyRequests.read(request, from, guard, ctx.channel()));
    } catch (RegistryFault e) {
      return e.response();
    }
  }

  private void write(
      ChannelHandlerContext ctx, HttpRequest request, RequestBody from, RegistryResponse response) {
    body = null;
    from.discard();
    if (!bodyEnded && declaresBody(request)) {
      lastExchange = true; // what is left of the body is dropped, not taken for a request
    }
    NettyResponses.write(ctx, request, response, !lastExchange)
        .addListener(
            written -> {
              answered = true;
              if (!written.isSuccess()) {
                ctx.close();
                return;
              }
              proceed(ctx);
            });
    read(ctx);
  }

  private void abandon(ChannelHandlerContext ctx, RequestBody from) {
    body = null;
    from.discard();
    ctx.close();
  }

  private static boolean declaresBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private static void sendContinue(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
  }

  private void refuseMalformed(ChannelHandlerContext ctx, Throwable cause) {
    int status = cause instanceof TooLongHttpHeaderException ? 431 : 400;
    RegistryResponse response =
        new RegistryFault(ErrorCode.UNSUPPORTED, status, "malformed HTTP").response();
    lastExchange = true;
    NettyResponses.write(ctx, null, response, false).addListener(written -> ctx.close());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (body != null) {
      body.fail();
    }
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: {}", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }
}

package io.weir.registry.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests one after the other. What needs nothing but memory is answered on
 * the event loop, everything else by a virtual thread, and the loop reads on only as that consumes.
 * All fields belong to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  /** An event that lets the connection end as soon as what is under way is done. */
  static final Object STOP = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
  private static final int BODY_TIMEOUT_SECONDS = 60;
  private static final long MAX_DISCARD = 64L << 20;

  private final Serving serving;
  private final Peer peer;
  private final Pace pace = new Pace(System.nanoTime());
  private final Queue<Object> waiting = new ArrayDeque<>();
  private @Nullable RequestBody body;
  private @Nullable Sending sending;
  private @Nullable Future<?> ticks;
  private boolean answered = true;
  private boolean bodyEnded = true;
  private boolean stopping;
  private boolean lastExchange;
  private boolean reading;
  private boolean inRead;
  private long discarded;

  ExchangeHandler(Serving serving, Peer peer) {
    this.serving = serving;
    this.peer = peer;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ticks =
        ctx.executor()
            .scheduleWithFixedDelay(
                () -> tick(ctx), Pace.TICK_SECONDS, Pace.TICK_SECONDS, TimeUnit.SECONDS);
    read(ctx);
  }

  /** Requests that arrive before their turn wait; nothing is read meanwhile, so they are few. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    inRead = true;
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
    inRead = false;
    reading = false;
    ctx.flush();
    read(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
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
      refuseMalformed(ctx, request);
      return;
    }
    answered = false;
    bodyEnded = false;
    discarded = 0;
    lastExchange = stopping || !HttpUtil.isKeepAlive(request);
    RequestBody fresh = NettyRequests.declaresBody(request) ? newBody(ctx, request) : null;
    body = fresh;
    RegistryRequest read;
    try {
      read =
          NettyRequests.read(request, fresh == null ? InputStream.nullInputStream() : fresh, peer);
    } catch (RegistryFault e) {
      respond(ctx, request, e.response());
      return;
    }
    RegistryResponse now =
        fresh != null || read.writes() ? null : Calls.immediate(serving.handler(), read);
    if (now != null) {
      respond(ctx, request, now);
    } else {
      Thread.ofVirtual().name("registry").start(() -> serve(ctx, request, read));
    }
  }

  private RequestBody newBody(ChannelHandlerContext ctx, HttpRequest request) {
    return new RequestBody(
        serving.bodies(),
        HttpUtil.is100ContinueExpected(request) ? () -> sendContinue(ctx) : () -> {},
        () -> ctx.executor().execute(() -> read(ctx)),
        BODY_TIMEOUT_SECONDS);
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    RequestBody target = body;
    boolean failed = content.decoderResult().isFailure();
    serving.traffic().bytesIn.add(content.content().readableBytes());
    if (target == null) {
      discarded += content.content().readableBytes();
      content.release();
    } else {
      target.offer(content.content());
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
    ctx.flush();
    read(ctx);
  }

  private void read(ChannelHandlerContext ctx) {
    RequestBody target = body;
    boolean wanted = !bodyEnded ? target == null || target.hasRoom() : answered;
    if (wanted && !reading && waiting.isEmpty() && ctx.channel().isWritable()) {
      reading = true;
      ctx.read();
    }
  }

  /** On a virtual thread. */
  private void serve(ChannelHandlerContext ctx, HttpRequest request, RegistryRequest read) {
    RegistryResponse response = Calls.handle(serving.handler(), read);
    ctx.executor()
        .execute(
            () -> {
              if (response == null) {
                dropBody();
                ctx.close();
              } else {
                respond(ctx, request, response);
                proceed(ctx);
              }
            });
  }

  private void respond(ChannelHandlerContext ctx, HttpRequest request, RegistryResponse response) {
    dropBody();
    if (!bodyEnded && NettyRequests.declaresBody(request)) {
      lastExchange = true; // what is left of the body is dropped, not taken for a request
    }
    serving.traffic().answered(request.method().name(), response.status());
    Persistence after = lastExchange ? Persistence.CLOSE : Persistence.asked(request);
    boolean bodiless = request.method().equals(HttpMethod.HEAD);
    Sending out = NettyResponses.write(ctx, response, bodiless, after);
    pace.restart(System.nanoTime());
    if (!lastExchange && response.body() instanceof RegistryResponse.Bytes bytes) {
      answered = true; // the loop reads on while the socket takes what is written
      serving.traffic().bytesOut.add(bodiless ? 0 : bytes.length());
      return;
    }
    sending = out;
    out.done().addListener(written -> sent(ctx, out, written.isSuccess()));
    ctx.flush();
  }

  private void sent(ChannelHandlerContext ctx, Sending out, boolean complete) {
    sending = null;
    answered = true;
    serving.traffic().bytesOut.add(out.sent().getAsLong());
    pace.restart(System.nanoTime());
    if (complete) {
      proceed(ctx);
    } else {
      ctx.close();
    }
  }

  private void dropBody() {
    if (body != null) {
      body.discard();
      body = null;
    }
  }

  private static void sendContinue(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
  }

  private void refuseMalformed(ChannelHandlerContext ctx, HttpRequest request) {
    int status = request.decoderResult().cause() instanceof TooLongHttpHeaderException ? 431 : 400;
    lastExchange = true;
    RegistryResponse response =
        new RegistryFault(ErrorCode.UNSUPPORTED, status, "malformed HTTP").response();
    serving.traffic().answered("", status);
    NettyResponses.write(ctx, response, false, Persistence.CLOSE)
        .done()
        .addListener(written -> ctx.close());
    ctx.flush();
  }

  /** Gives a client up that holds the connection for nothing. */
  private void tick(ChannelHandlerContext ctx) {
    long now = System.nanoTime();
    Sending out = sending;
    boolean writing = out != null || !ctx.channel().isWritable();
    if (writing
        ? pace.answerIsStuck(now, out == null ? 0 : out.sent().getAsLong())
        : answered && pace.headIsLate(now)) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (body != null) {
      body.fail();
    }
    if (ticks != null) {
      ticks.cancel(false);
    }
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == STOP) {
      stopping = true;
      lastExchange = true;
      proceed(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: {}", peer.remote(), cause.toString());
    ctx.close();
  }
}

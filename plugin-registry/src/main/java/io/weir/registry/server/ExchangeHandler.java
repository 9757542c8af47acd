package io.weir.registry.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
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
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  /** An event that lets the connection end as soon as what is under way is done. */
  static final Object STOP = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

  private final Serving serving;
  private final Peer peer;
  private final BodyIntake body;
  private final AnswerSide answers;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private @Nullable Future<?> ticks;
  private boolean stopping;
  private boolean lastExchange;
  private boolean reading;
  private boolean inputEnded;

  ExchangeHandler(Serving serving, Peer peer) {
    this.serving = serving;
    this.peer = peer;
    this.body = new BodyIntake(serving);
    this.answers = new AnswerSide(serving.traffic());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    int seconds = Pace.TICK_SECONDS;
    ticks =
        ctx.executor().scheduleWithFixedDelay(() -> tick(ctx), seconds, seconds, TimeUnit.SECONDS);
    read(ctx);
  }

  /** Requests that arrive before their turn wait; nothing is read meanwhile, so they are few. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lastExchange && isBetween()) {
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
    ctx.flush();
    read(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    read(ctx);
  }

  /** Whether no exchange is under way. */
  private boolean isBetween() {
    return answers.isDone() && body.hasEnded();
  }

  private boolean mayTake(Object message) {
    return !(message instanceof HttpRequest) || isBetween();
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
      lastExchange = true;
      answers.refuseMalformed(ctx, request);
      return;
    }
    lastExchange = stopping || !HttpUtil.isKeepAlive(request);
    answers.begin();
    InputStream content = body.begin(ctx, request, () -> read(ctx));
    RegistryRequest read;
    try {
      read = NettyRequests.read(request, content, peer);
    } catch (RegistryFault e) {
      respond(ctx, request, e.response());
      return;
    }
    boolean mayBlock = read.writes() || body.isUnderWay();
    RegistryResponse now = mayBlock ? null : Calls.immediate(serving.handler(), read);
    if (now != null) {
      respond(ctx, request, now);
    } else {
      Thread.ofVirtual().name("registry").start(() -> serve(ctx, request, read));
    }
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    boolean useful = body.take(content);
    if (!useful) {
      ctx.close();
    } else if (lastExchange && isBetween()) {
      end(ctx);
    }
  }

  /** On a virtual thread. */
  private void serve(ChannelHandlerContext ctx, HttpRequest request, RegistryRequest read) {
    RegistryResponse response = Calls.handle(serving.handler(), read);
    ctx.executor().execute(() -> served(ctx, request, response));
  }

  private void served(
      ChannelHandlerContext ctx, HttpRequest request, @Nullable RegistryResponse response) {
    if (response == null) {
      body.drop();
      ctx.close();
      return;
    }
    respond(ctx, request, response);
    proceed(ctx);
  }

  private void respond(ChannelHandlerContext ctx, HttpRequest request, RegistryResponse response) {
    body.drop();
    if (body.isUnderWay()) {
      lastExchange = true; // what is left of the body is dropped, not taken for a request
    }
    answers.write(ctx, request, response, new AnswerSide.After(lastExchange, () -> proceed(ctx)));
  }

  /** After each step: the next request, more of this one's body, or the end. */
  private void proceed(ChannelHandlerContext ctx) {
    if (lastExchange && isBetween()) {
      end(ctx);
      return;
    }
    while (!waiting.isEmpty() && mayTake(waiting.element())) {
      take(ctx, waiting.remove());
    }
    if (isDone()) {
      end(ctx);
      return;
    }
    ctx.flush();
    read(ctx);
  }

  /** Closes once all that was written is sent. */
  private static void end(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void read(ChannelHandlerContext ctx) {
    boolean wanted = body.hasEnded() ? answers.isDone() : body.hasRoom();
    if (wanted && !reading && waiting.isEmpty() && ctx.channel().isWritable()) {
      reading = true;
      ctx.read();
    }
  }

  private void tick(ChannelHandlerContext ctx) {
    if (answers.isTooSlow(ctx)) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    body.abort();
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
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded(ctx);
    }
  }

  /**
   * The client sends nothing more, and may still read: it gets the answers that it has asked for.
   */
  private void inputEnded(ChannelHandlerContext ctx) {
    inputEnded = true;
    if (isDone()) {
      end(ctx); // behind what is written and not yet sent
      return;
    }
    stopping = waiting.isEmpty();
    lastExchange |= stopping;
  }

  /** Whether the client, which sends nothing more, has all that it can get. */
  private boolean isDone() {
    return inputEnded && waiting.isEmpty() && (isBetween() || !body.hasEnded());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: {}", peer.remote(), cause.toString());
    ctx.close();
  }
}

package io.weir.registry.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryResponse;
import org.jspecify.annotations.Nullable;

/** Writes the answers of a connection, one after the other, and watches the client take them. */
final class AnswerSide {
  private final Traffic traffic;
  private final Pace pace = new Pace(System.nanoTime());
  private @Nullable Sending sending;
  private boolean answered = true;

  AnswerSide(Traffic traffic) {
    this.traffic = traffic;
  }

  /** A request begins, which has no answer yet. */
  void begin() {
    answered = false;
  }

  /** Whether the request is answered, so that the next may be. */
  boolean isDone() {
    return answered;
  }

  /**
   * Writes an answer. One in memory of a connection that stays counts as done at once and is not
   * flushed: the socket tells when it has enough. Otherwise flushes, and calls {@code then} when
   * all is written.
   */
  void write(
      ChannelHandlerContext ctx, HttpRequest request, RegistryResponse response, After after) {
    traffic.answered(request.method().name(), response.status());
    Persistence persistence = after.last() ? Persistence.CLOSE : Persistence.asked(request);
    boolean bodiless = request.method().equals(HttpMethod.HEAD);
    Sending out = NettyResponses.write(ctx, response, bodiless, persistence);
    pace.restart(System.nanoTime());
    if (!after.last() && response.body() instanceof RegistryResponse.Bytes bytes) {
      traffic.bytesOut.add(bodiless ? 0 : bytes.length());
      answered = true;
      return;
    }
    sending = out;
    out.done().addListener(written -> sent(ctx, out, written.isSuccess() ? after.then() : null));
    ctx.flush();
  }

  /**
   * What follows an answer.
   *
   * @param last whether the connection ends with it
   * @param then what to do when it is written and was not so at once
   */
  record After(boolean last, Runnable then) {}

  private void sent(ChannelHandlerContext ctx, Sending out, @Nullable Runnable then) {
    sending = null;
    answered = true;
    traffic.bytesOut.add(out.sent().getAsLong());
    pace.restart(System.nanoTime());
    if (then == null) {
      ctx.close();
    } else {
      then.run();
    }
  }

  /** Answers what is no HTTP, and ends the connection. */
  void refuseMalformed(ChannelHandlerContext ctx, HttpRequest request) {
    int status = request.decoderResult().cause() instanceof TooLongHttpHeaderException ? 431 : 400;
    RegistryResponse response =
        new RegistryFault(ErrorCode.UNSUPPORTED, status, "malformed HTTP").response();
    traffic.answered("", status);
    NettyResponses.write(ctx, response, false, Persistence.CLOSE)
        .done()
        .addListener(written -> ctx.close());
    ctx.flush();
  }

  /** Whether the client holds the connection for nothing: sends no head, or takes no answer. */
  boolean isTooSlow(ChannelHandlerContext ctx) {
    long now = System.nanoTime();
    if (sending != null) {
      return pace.answerIsStuck(now, sending.sent().getAsLong());
    }
    if (!ctx.channel().isWritable()) {
      return pace.answerIsStuck(now, 0);
    }
    return answered && pace.headIsLate(now);
  }
}

package io.weir.bench.torture.origin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.weir.bench.torture.payload.Fault;
import io.weir.bench.torture.payload.SseEvents;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends numbered events at an interval, then ends the body. */
final class SseEndpoint implements Endpoint {

  private final OriginRequest request;
  private final Fault fault;
  private final long stream;
  private final int events;
  private int sent;
  private @Nullable Future<?> timer;

  SseEndpoint(OriginRequest request, Fault fault) {
    this.request = request;
    this.fault = fault;
    this.stream = request.number("id");
    this.events = (int) request.number("events");
  }

  @Override
  public void answer(ChannelHandlerContext ctx) {
    HttpResponse head = Answers.head(request, "text/event-stream");
    HttpUtil.setTransferEncodingChunked(head, true);
    Writes.flush(ctx, head);
    long interval = request.number("interval");
    timer =
        ctx.executor()
            .scheduleAtFixedRate(() -> tick(ctx), interval, interval, TimeUnit.MILLISECONDS);
  }

  @Override
  public void closed() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void tick(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      return;
    }
    if (sent == events) {
      closed();
      Writes.flush(ctx, LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    byte[] event = SseEvents.event(stream, sent, sent == events / 2 ? fault : Fault.NONE);
    sent++;
    Writes.flush(ctx, new DefaultHttpContent(Unpooled.wrappedBuffer(event)));
  }
}

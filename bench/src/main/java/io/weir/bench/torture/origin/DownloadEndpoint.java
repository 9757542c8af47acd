package io.weir.bench.torture.origin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.weir.bench.torture.payload.ByteSource;
import io.weir.bench.torture.payload.Fault;
import io.weir.bench.torture.payload.FaultyBytes;
import io.weir.bench.torture.payload.SeededBytes;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends seeded bytes, so many a second or as fast as the connection takes them. */
final class DownloadEndpoint implements Endpoint {

  private static final int PART = 16 * 1024;
  private static final int MIN_PART = 512;
  private static final long TICK_MS = 20;

  private final OriginRequest request;
  private final ByteSource bytes;
  private final long rate;
  private long left;
  private @Nullable Future<?> timer;

  DownloadEndpoint(OriginRequest request, Fault fault) {
    this.request = request;
    this.rate = request.number("rate");
    this.bytes = new FaultyBytes(new SeededBytes(request.number("seed")), fault, size() / 2);
  }

  @Override
  public void answer(ChannelHandlerContext ctx) {
    left = size();
    HttpResponse head = Answers.head(request, "application/octet-stream");
    HttpUtil.setContentLength(head, left);
    Writes.flush(ctx, head);
    if (rate == 0) {
      writable(ctx);
      return;
    }
    timer = ctx.executor().scheduleAtFixedRate(() -> tick(ctx), 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void writable(ChannelHandlerContext ctx) {
    while (rate == 0 && left > 0 && ctx.channel().isWritable()) {
      send(ctx, PART);
    }
  }

  @Override
  public void closed() {
    left = 0;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private long size() {
    return request.number("size");
  }

  private void tick(ChannelHandlerContext ctx) {
    if (left > 0 && ctx.channel().isWritable()) {
      send(ctx, Math.max(MIN_PART, rate * TICK_MS / 1000));
    }
  }

  private void send(ChannelHandlerContext ctx, long most) {
    byte[] part = bytes.take((int) Math.min(most, left));
    left -= part.length;
    // The last part ends the timer first: a write may call back at once.
    if (left == 0) {
      closed();
      Writes.write(ctx, new DefaultHttpContent(Unpooled.wrappedBuffer(part)));
      Writes.flush(ctx, LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    Writes.flush(ctx, new DefaultHttpContent(Unpooled.wrappedBuffer(part)));
  }
}

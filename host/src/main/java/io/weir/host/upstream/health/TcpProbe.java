package io.weir.host.upstream.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.host.config.Probe;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPools;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection, with some bytes each way perhaps. */
final class TcpProbe extends ChannelInboundHandlerAdapter {
  private final byte @Nullable [] send;
  private final byte @Nullable [] receive;
  private final Outcome outcome;
  private @Nullable ChannelHandlerContext context;
  private int matched;

  private TcpProbe(Probe.Tcp probe, Outcome outcome) {
    this.send = bytes(probe.send());
    this.receive = bytes(probe.receive());
    this.outcome = outcome;
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Gives what ends it before its time. */
  static Runnable begin(UpstreamPools pools, Cluster endpoint, Probe.Tcp probe, Outcome outcome) {
    TcpProbe made = new TcpProbe(probe, outcome);
    pools
        .open(endpoint, made)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                outcome.done("no connection: " + done.cause().getMessage());
              }
            });
    return made::giveUp;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  private void giveUp() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (send != null) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(send));
    }
    if (receive == null) {
      over(ctx, null);
    } else {
      ctx.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    byte[] expected = receive == null ? new byte[0] : receive;
    try {
      while (bytes.isReadable() && matched < expected.length) {
        if (bytes.readByte() != expected[matched++]) {
          over(ctx, "other bytes came than are expected");
          return;
        }
      }
    } finally {
      bytes.release();
    }
    if (matched == expected.length) {
      over(ctx, null);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    outcome.done("closed by the endpoint after " + matched + " of the expected bytes");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    over(ctx, String.valueOf(cause.getMessage()));
  }

  private void over(ChannelHandlerContext ctx, @Nullable String failure) {
    outcome.done(failure);
    ctx.close();
  }
}

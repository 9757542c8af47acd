package io.weir.host.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.redis.RedisService.Greeting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a Redis: says who we are, then takes commands and gives whole replies. Nothing
 * is sent before each greeting has its reply, so that no command runs in another database.
 */
final class RedisLink extends ByteToMessageDecoder {
  /** The largest reply that is taken, in bytes. */
  static final int MAX_REPLY = 16 << 20;

  private static final int MAX_QUOTED = 200;

  /** A server that takes nothing more is not waited for longer than this when it is left. */
  private static final long CLOSE_SECONDS = 2;

  /** Who hears of it. On the loop. */
  interface Owner {
    void onReady();

    /** One whole reply, in the order of the commands. */
    void onReply(byte[] reply);

    /** Told at most once, and not after {@link #close}. */
    void onLost(String reason);
  }

  private final Owner owner;
  private final ArrayDeque<Greeting> greetings;
  private final Duration patience;
  private final RespScanner scanner = new RespScanner(MAX_REPLY);
  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> timer;
  private boolean closed;
  private long lastReadNanos;

  /**
   * @param patience how long the greetings may take
   */
  RedisLink(Owner owner, List<Greeting> greetings, Duration patience) {
    this.owner = owner;
    this.greetings = new ArrayDeque<>(greetings);
    this.patience = patience;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel connected = ctx.channel();
    channel = connected;
    if (closed) {
      ctx.close();
      return;
    }
    connected.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    connected.config().setAutoRead(true);
    lastReadNanos = now(ctx);
    greetings.forEach(g -> ctx.write(Unpooled.wrappedBuffer(g.command())));
    ctx.flush();
    if (greetings.isEmpty()) {
      owner.onReady();
      return;
    }
    timer =
        connected
            .eventLoop()
            .schedule(
                () -> lose("no reply to " + greetings.element().what() + " within " + patience),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    lastReadNanos = now(ctx);
    if (closed) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      int length = scanner.scan(in);
      if (length > 0) {
        byte[] reply = new byte[length];
        in.readBytes(reply);
        received(reply);
      }
    } catch (RespException e) {
      lose("a reply that cannot be read: " + e.getMessage());
    }
  }

  private void received(byte[] reply) {
    Greeting greeting = greetings.poll();
    if (greeting == null) {
      owner.onReply(reply);
      return;
    }
    if (reply[0] == '-') {
      lose(greeting.what() + " was refused: " + quoted(reply));
      return;
    }
    if (greetings.isEmpty()) {
      stopTimer();
      owner.onReady();
    }
  }

  private static String quoted(byte[] error) {
    int length = Math.min(error.length - 3, MAX_QUOTED); // without '-', CR and LF
    return new String(error, 1, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
  }

  /** Queues a command; it goes with the next {@link #flush}. */
  void write(byte[] command) {
    Channel c = channel;
    if (c != null) {
      c.write(Unpooled.wrappedBuffer(command), c.voidPromise());
    }
  }

  void flush() {
    Channel c = channel;
    if (c != null) {
      c.flush();
    }
  }

  /** When something was read last, by the clock of the loop. */
  long lastReadNanos() {
    return lastReadNanos;
  }

  /** Gives up, and tells. */
  void lose(String reason) {
    if (!closed) {
      close();
      owner.onLost(reason);
    }
  }

  /** Sends what is queued and closes. Nothing more is heard. */
  void close() {
    closed = true;
    stopTimer();
    Channel c = channel;
    if (c != null && c.isOpen()) {
      c.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      var limit = c.eventLoop().schedule(() -> c.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
      c.closeFuture().addListener(done -> limit.cancel(false));
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    lose("the connection was closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lose(String.valueOf(cause.getMessage()));
    ctx.close();
  }

  private static long now(ChannelHandlerContext ctx) {
    return ctx.channel().eventLoop().ticker().nanoTime();
  }
}

package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.weir.registry.http.RegistryHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pipeline of a connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class RegistryInitializer extends ChannelInitializer<Channel> {
  private static final int MAX_CONNECTIONS = 1024;
  private static final int IDLE_SECONDS = 90;
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 32 << 10;
  private static final int MAX_CHUNK = 64 << 10;

  private final RegistryHandler handler;
  private final OriginGuard guard;
  private final @Nullable SslContext tls;
  private final AtomicInteger open = new AtomicInteger();

  RegistryInitializer(RegistryHandler handler, OriginGuard guard, @Nullable SslContext tls) {
    this.handler = handler;
    this.guard = guard;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (open.incrementAndGet() > MAX_CONNECTIONS) {
      channel.close();
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new IdleStateHandler(true, 0, 0, IDLE_SECONDS, TimeUnit.SECONDS));
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK));
    pipeline.addLast(new ChunkedWriteHandler());
    pipeline.addLast(new ExchangeHandler(handler, guard));
  }
}

package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import org.jspecify.annotations.Nullable;

/** The pipeline of a connection. */
final class RegistryInitializer extends ChannelInitializer<Channel> {
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 32 << 10;
  private static final int MAX_CHUNK = 1 << 20;

  private final Serving serving;
  private final Connections connections;
  private final @Nullable TlsFiles tls;

  RegistryInitializer(Serving serving, Connections connections, @Nullable TlsFiles tls) {
    this.serving = serving;
    this.connections = connections;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!connections.admit(channel)) {
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.context().newHandler(channel.alloc()));
    }
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK)));
    if (tls != null) {
      pipeline.addLast(new ChunkedWriteHandler());
    }
    pipeline.addLast(new ExchangeHandler(serving, new Peer(serving.guard(), channel)));
  }
}

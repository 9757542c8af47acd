package io.weir.proxywasm.tck.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.weir.proxywasm.tck.rule.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client that speaks HTTP/2 in cleartext by prior knowledge; a connection for each exchange. */
final class Http2Client implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /**
   * The whole answer, or null when the gateway broke it off.
   *
   * @throws IOException when there is none in time
   */
  @Nullable Message exchange(int port, Message request, int timeoutMillis)
      throws IOException, InterruptedException {
    Channel connection =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(Http2Origin.initializer(Http2Client::codec))
            .connect(InetAddress.getLoopbackAddress(), port)
            .syncUninterruptibly()
            .channel();
    try {
      return exchange(connection, request).get(timeoutMillis, TimeUnit.MILLISECONDS).orElse(null);
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + timeoutMillis + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      connection.close().syncUninterruptibly();
    }
  }

  private static void codec(Channel connection) {
    connection
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient().build(),
            new Http2MultiplexHandler(Http2Origin.initializer(pushed -> pushed.close())),
            new LostConnections());
  }

  private static CompletableFuture<Optional<Message>> exchange(
      Channel connection, Message request) {
    CompletableFuture<Optional<Message>> answer = new CompletableFuture<>();
    Channel stream =
        new Http2StreamChannelBootstrap(connection)
            .handler(Http2Origin.initializer(s -> s.pipeline().addLast(new Answer(answer))))
            .open()
            .syncUninterruptibly()
            .getNow();
    Http2Headers head =
        new DefaultHttp2Headers()
            .method(request.method())
            .path(request.path())
            .scheme("http")
            .authority("tck.example");
    stream.eventLoop().execute(() -> Http2Messages.write(stream, head, request));
    return answer;
  }

  /** Waits for the answer. */
  private static final class Answer extends Http2Collector {
    private final CompletableFuture<Optional<Message>> answer;

    Answer(CompletableFuture<Optional<Message>> answer) {
      this.answer = answer;
    }

    @Override
    void onMessage(ChannelHandlerContext ctx, Message message) {
      answer.complete(Optional.of(message));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answer.complete(Optional.empty());
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

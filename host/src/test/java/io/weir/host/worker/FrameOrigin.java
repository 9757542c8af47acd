package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream by the frame: what a test does with each frame of a request. */
final class FrameOrigin implements AutoCloseable {
  /** Hears each frame but window updates, in a line. */
  interface Script {
    void on(Exchange exchange, String frame);
  }

  /** One stream, by which the upstream answers. */
  record Exchange(ChannelHandlerContext context, Http2FrameStream stream, int connection) {
    Exchange headers(boolean end, String... pairs) {
      Frames.send(context.channel(), stream, Frames.headers(pairs), end);
      return this;
    }

    Exchange data(String data, boolean end) {
      Frames.send(context.channel(), stream, data, end);
      return this;
    }

    void reset(Http2Error error) {
      context.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
    }

    /** Takes no stream after {@code last}. */
    void goAway(int last) {
      Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
      ChannelHandlerContext own = context.pipeline().context(codec);
      codec.goAway(own, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, own.newPromise());
      own.flush();
    }
  }

  private final AtomicInteger connections = new AtomicInteger();
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel server;
  private final Script script;

  FrameOrigin(Script script) {
    this(Http2Settings.defaultSettings().maxConcurrentStreams(100), script);
  }

  FrameOrigin(Http2Settings settings, Script script) {
    this.script = script;
    server =
        new ServerBootstrap()
            .group(Frames.LOOPS)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    open.add(child);
                    int number = connections.incrementAndGet();
                    child
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer()
                                .validateHeaders(false)
                                .initialSettings(settings)
                                .build(),
                            new Ear(number));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  private final class Ear extends ChannelInboundHandlerAdapter {
    private final int number;

    Ear(int number) {
      this.number = number;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2StreamFrame frame && !frame.name().equals("WINDOW_UPDATE")) {
        String text = Frames.text(frame);
        if (frame instanceof Http2DataFrame data) {
          context.write(
              new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes())
                  .stream(data.stream()));
        }
        frames.add(text);
        script.on(new Exchange(context, frame.stream(), number), text);
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      frames.add("fault " + cause);
    }
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  int connections() {
    return connections.get();
  }

  /** The next frame that has come, of any stream. */
  String next() throws InterruptedException {
    String frame = frames.poll(20, TimeUnit.SECONDS);
    return frame == null ? "nothing came in 20 s" : frame;
  }

  void expect(String... expected) throws InterruptedException {
    for (String frame : expected) {
      assertEquals(frame, next());
    }
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    open.close().syncUninterruptibly();
  }
}

package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An HTTP/2 client by the frame. Gives the window of what it reads back unless told not to. */
final class FrameClient implements AutoCloseable {
  private static final long SECONDS = 20;

  private final Http2FrameCodec codec =
      Http2FrameCodecBuilder.forClient()
          .encoderIgnoreMaxHeaderListSize(true)
          .validateHeaders(false)
          .initialSettings(Http2Settings.defaultSettings())
          .build();
  private final Map<Http2FrameStream, BlockingQueue<String>> heard = new ConcurrentHashMap<>();
  private final Map<Http2FrameStream, String> dates = new ConcurrentHashMap<>();
  private final BlockingQueue<String> connection = new LinkedBlockingQueue<>();
  private final Ear ear = new Ear();
  private final Channel channel;
  private volatile boolean reading = true;

  FrameClient(int port) throws InterruptedException {
    this(port, made -> {});
  }

  private FrameClient(int port, Consumer<Channel> first) throws InterruptedException {
    channel =
        new Bootstrap()
            .group(Frames.LOOPS)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    first.accept(made);
                    made.pipeline().addLast(codec, ear);
                  }
                })
            .connect("127.0.0.1", port)
            .sync()
            .channel();
  }

  /** Inside TLS that asks for {@code name}. */
  static FrameClient overTls(int port, X509Certificate authority, String name) throws Exception {
    SslContext tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(authority)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    "h2"))
            .build();
    return new FrameClient(
        port, made -> made.pipeline().addLast(tls.newHandler(made.alloc(), name, port)));
  }

  private final class Ear extends Http2ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2StreamFrame frame) {
        note(frame);
        if (reading && frame instanceof Http2DataFrame data) {
          context.write(
              new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes())
                  .stream(data.stream()));
        }
      } else if (message instanceof Http2Frame frame) {
        connection.add(Frames.text(frame));
      }
      ReferenceCountUtil.release(message);
    }

    private void note(Http2StreamFrame frame) {
      Http2FrameStream stream = frame.stream();
      BlockingQueue<String> events = stream == null ? null : heard.get(stream);
      if (stream != null && frame instanceof Http2HeadersFrame head) {
        CharSequence date = head.headers().getAndRemove("date");
        if (date != null) {
          dates.put(stream, date.toString());
        }
      }
      if (events != null && !frame.name().equals("WINDOW_UPDATE")) {
        events.add(Frames.text(frame));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      connection.add("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof Http2FrameStreamException lost) {
        Objects.requireNonNull(heard.get(lost.stream())).add("fault " + lost.error());
      }
    }
  }

  void stopReading() {
    reading = false;
  }

  Http2FrameStream request(Http2Headers headers, boolean end) {
    Http2FrameStream stream = ear.newStream();
    heard.put(stream, new LinkedBlockingQueue<>());
    Frames.send(channel, stream, headers, end);
    return stream;
  }

  Http2FrameStream get(String path) {
    return request(Frames.headers(head("GET", path)), true);
  }

  /** The pseudo headers of a request. */
  static String[] head(String method, String path) {
    return new String[] {":method", method, ":scheme", "http", ":path", path, ":authority", "x"};
  }

  FrameClient data(Http2FrameStream stream, String data, boolean end) {
    Frames.send(channel, stream, data, end);
    return this;
  }

  FrameClient trailers(Http2FrameStream stream, String... pairs) {
    Frames.send(channel, stream, Frames.headers(pairs), true);
    return this;
  }

  void reset(Http2FrameStream stream) {
    channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
  }

  /** The next frame of a stream but for window updates. */
  String next(Http2FrameStream stream) throws InterruptedException {
    String event = Objects.requireNonNull(heard.get(stream)).poll(SECONDS, TimeUnit.SECONDS);
    assertNotNull(event, "no frame came in " + SECONDS + " s");
    return event;
  }

  /** The date of the answer, which is no part of its frame's text; "" for none so far. */
  String date(Http2FrameStream stream) {
    return dates.getOrDefault(stream, "");
  }

  boolean isSilent(Http2FrameStream stream) {
    return Objects.requireNonNull(heard.get(stream)).isEmpty();
  }

  /** The next frame of the connection that is of {@code kind}. */
  void expectOfConnection(String kind) throws InterruptedException {
    String event;
    do {
      event = connection.poll(SECONDS, TimeUnit.SECONDS);
      assertNotNull(event, kind + ": did not come in " + SECONDS + " s");
    } while (!event.startsWith(kind));
  }

  /**
   * The connection ends. Its goodbye is lost when bytes of ours lay unread (the system then resets
   * the connection), but where it comes it is {@code goodbye}.
   */
  void expectEndOfConnection(String goodbye) throws InterruptedException {
    String event;
    do {
      event = connection.poll(SECONDS, TimeUnit.SECONDS);
      assertNotNull(event, "closed: did not come in " + SECONDS + " s");
      if (event.startsWith("goaway")) {
        assertEquals(goodbye, event.substring(0, Math.min(event.length(), goodbye.length())));
      }
    } while (!event.equals("closed"));
  }

  /** Headers with a status, then one piece of body, then the end. */
  void expect(Http2FrameStream stream, String status, String body) throws InterruptedException {
    String headers = next(stream);
    assertEquals(status, status(headers), headers);
    StringBuilder text = new StringBuilder();
    String data = headers;
    while (!data.endsWith(" end")) {
      data = next(stream);
      text.append(data.replaceFirst("^data ", "").replaceFirst(" end$", ""));
    }
    assertEquals(body, text.toString());
  }

  static String status(String headers) {
    return headers.replaceFirst("(?s).*:status=([0-9]*).*", "$1");
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }
}

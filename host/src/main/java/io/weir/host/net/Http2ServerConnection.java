package io.weir.host.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.AddressText;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.StreamHost;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's HTTP/2 connection: each of its streams is one request and its response. */
final class Http2ServerConnection extends Http2Endpoint implements ClientConnection {
  private static final long DRAIN_PING = 0x77656972L;
  private static final long DRAIN_SECONDS = 1;

  private final StreamHost host;
  private final ConnectionTracker tracker;
  private final ListenerSettings settings;
  private final long id = ConnectionIds.next();
  private final AddressText remoteText = new AddressText();
  private @Nullable ConnectionIdleTimer timer;
  private @Nullable ScheduledFuture<?> age;
  private ConnectionInfo info = ConnectionInfo.NONE;
  private final Http2Stalls stalls;
  private boolean draining;
  private boolean last;

  Http2ServerConnection(
      Http2Handler handler, StreamHost host, ListenerSettings settings, ConnectionTracker tracker) {
    super(handler);
    this.host = host;
    this.settings = settings;
    this.tracker = tracker;
    this.stalls = new Http2Stalls(this, settings.http().timeouts());
  }

  ConnectionInfo info() {
    return info;
  }

  StreamHost host() {
    return host;
  }

  ListenerSettings settings() {
    return settings;
  }

  /** Of answers that have none. */
  HttpDate date() {
    return tracker.date();
  }

  long id() {
    return id;
  }

  /** Of {@code client}, the address of all its streams. */
  @Nullable String remoteText(@Nullable SocketAddress client) {
    return remoteText.of(client);
  }

  @Override
  void onActive() {
    info = ConnectionInfo.of(handler.context().channel());
    timer = new ConnectionIdleTimer(handler.context().executor(), () -> end(CloseReason.IDLE));
    tracker.opened(this);
    Http2ClientConduct conduct = handler.conduct();
    if (conduct != null) {
      conduct.tell(stalls);
    }
    long limit = settings.http().timeouts().connectionAge().toNanos();
    if (limit > 0) {
      age =
          handler
              .context()
              .executor()
              .schedule(() -> end(CloseReason.AGE), limit, TimeUnit.NANOSECONDS);
    }
    stalls.start();
    idle();
    if (tracker.isDraining()) {
      drain();
    }
  }

  @Override
  void onInactive() {
    tracker.closed(this);
    stalls.stop();
    ConnectionIdleTimer t = timer;
    if (t != null) {
      t.stop();
    }
    ScheduledFuture<?> end = age;
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  void onBegun(Http2Stream stream, Http2Headers headers, boolean end) {
    opened(stream).begin(headers, end);
  }

  @Override
  void onStreamFault() {
    host.watch().faulty(settings.listener(), CloseReason.PROTOCOL_ERROR);
  }

  @Override
  void onTooLarge(Http2Stream stream) {
    ChannelHandlerContext ctx = handler.context();
    Http2Headers block = new DefaultHttp2Headers().status("431").set(HttpDate.NAME, date().value());
    handler.encoder().writeHeaders(ctx, stream.id(), block, 0, true, ctx.newPromise());
  }

  /** Serves a request that has come in HTTP/1.1, on a stream that is open. */
  void begin(int id, HeaderList request) {
    Http2Stream stream = handler.connection().stream(id);
    Http2ClientConduct conduct = handler.conduct();
    if (stream != null && conduct != null) {
      conduct.opened(id);
      opened(stream).begin(request);
    }
  }

  private Http2ServerStream opened(Http2Stream stream) {
    ConnectionIdleTimer t = timer;
    if (t != null) {
      t.busy();
    }
    Http2ServerStream made = new Http2ServerStream(this, new Http2Outbound(handler, stream));
    attach(stream, made);
    return made;
  }

  /** Null for one that is over, or has none. */
  @Nullable Http2ServerStream stream(int id) {
    Http2StreamListener found = listener(handler.connection().stream(id));
    return found instanceof Http2ServerStream stream ? stream : null;
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    super.onStreamClosed(stream);
    if (streams() == 0) {
      idle();
    }
  }

  private void idle() {
    ConnectionIdleTimer t = timer;
    if (t != null && handler.isActive()) {
      t.idle(settings.http().timeouts().idle().toNanos());
    }
  }

  @Override
  public String listener() {
    return settings.listener();
  }

  /**
   * Takes no new stream and closes when the last one is over. In two steps, so that no request that
   * is on its way is lost (RFC 9113 section 6.8): the first GOAWAY says that the end is near, and
   * the second, when the client must have seen the first, which streams are still served.
   */
  @Override
  public void drain() {
    end(CloseReason.DRAIN);
  }

  private void end(CloseReason why) {
    if (draining || !handler.isActive()) {
      return;
    }
    draining = true;
    why.note(handler.context().channel());
    ChannelHandlerContext ctx = handler.context();
    goAway(Integer.MAX_VALUE);
    handler.encoder().writePing(ctx, false, DRAIN_PING, ctx.newPromise());
    handler.flushSoon();
    ctx.executor().schedule(this::lastCall, DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) {
    if (draining && data == DRAIN_PING) {
      lastCall();
    }
  }

  private void lastCall() {
    if (last || !handler.isActive()) {
      return;
    }
    last = true;
    goAway(handler.connection().remote().lastStreamCreated());
    handler.context().channel().close(); // by way of the codec, which waits for the streams
  }

  private void goAway(int lastStream) {
    ChannelHandlerContext ctx = handler.context();
    handler.goAway(
        ctx, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
  }
}

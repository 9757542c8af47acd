package io.weir.bench.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamPool;
import io.weir.host.upstream.UpstreamRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A kept-alive connection to an upstream whose answer to each request is the same. */
final class BenchUpstream implements PooledConnection, UpstreamRequest {
  private static final ByteBuf BODY =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[128]));

  private final SocketAddress remote = new InetSocketAddress("127.0.0.1", 9001);
  private final UpstreamPool pool;
  private @Nullable UpstreamListener listener;
  private int headers;

  BenchUpstream(UpstreamPool pool) {
    this.pool = pool;
  }

  /** How many headers the last request had. */
  int headers() {
    return headers;
  }

  /** Answers the request that waits. */
  void answer() {
    UpstreamListener waiting = listener;
    if (waiting == null) {
      throw new IllegalStateException("no request has come");
    }
    listener = null;
    pool.answered(200);
    HeaderList response = new HeaderList();
    response.append(":status", "200");
    response.append("content-type", "application/json");
    response.append("content-length", "128");
    response.append("date", "Mon, 23 Nov 2026 05:00:00 GMT");
    response.append("server", "origin");
    waiting.onUpstreamHeaders(response, false);
    waiting.onUpstreamData(BODY, true);
    pool.ended();
    pool.release(this);
  }

  @Override
  public ChannelHandler initializer() {
    return new ChannelInboundHandlerAdapter();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void begin(UpstreamListener request) {
    listener = request;
    request.onConnected(this);
  }

  @Override
  public void close() {}

  @Override
  public void writeHeaders(HeaderList request, boolean end, boolean upgrade) {
    headers = request.size();
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    chunk.release();
  }

  @Override
  public void writeTrailers(HeaderList trailers) {}

  @Override
  public void read() {}

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void cancel() {}

  @Override
  public boolean reused() {
    return true;
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }
}

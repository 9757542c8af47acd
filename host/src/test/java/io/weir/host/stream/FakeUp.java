package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An upstream that notes what it is sent; a test answers. */
final class FakeUp implements PooledConnection, UpstreamRequest {
  private final List<String> events;
  private @Nullable UpstreamListener listener;
  int reads;
  boolean writable = true;
  boolean unprocessed;
  @Nullable HeaderList headers;
  @Nullable HeaderList trailers;

  FakeUp(List<String> events) {
    this.events = events;
  }

  UpstreamListener listener() {
    return Objects.requireNonNull(listener, "no request has reached the upstream");
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
  public void begin(UpstreamListener begun) {
    listener = begun;
    begun.onConnected(this);
  }

  @Override
  public void close() {}

  @Override
  public void writeHeaders(HeaderList sent, boolean end, boolean upgrade) {
    headers = sent;
    events.add("up headers " + sent.get(":path") + (end ? " end" : ""));
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    String text = chunk.toString(StandardCharsets.ISO_8859_1);
    chunk.release();
    events.add("up data " + Rig.shown(text) + (end ? " end" : ""));
  }

  @Override
  public void writeTrailers(HeaderList sent) {
    trailers = sent;
    events.add("up trailers " + sent.size());
  }

  @Override
  public void read() {
    reads++;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void cancel() {
    events.add("up cancel");
  }

  @Override
  public boolean unprocessed() {
    return unprocessed;
  }

  @Override
  public boolean reused() {
    return false;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return null;
  }
}

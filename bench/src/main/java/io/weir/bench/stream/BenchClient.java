package io.weir.bench.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.AddressText;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The client's side of one stream after the other: counts what it gets. */
final class BenchClient implements Downstream {
  private final SocketAddress remote = new InetSocketAddress("127.0.0.1", 40_000);
  private final SocketAddress local = new InetSocketAddress("127.0.0.1", 8080);
  private final AddressText remoteText = new AddressText();
  private int headers;
  private int finished;

  /** How many headers the last response had. */
  int headers() {
    return headers;
  }

  /** How many streams are over. */
  int finished() {
    return finished;
  }

  @Override
  public void writeHeaders(HeaderList response, boolean end) {
    headers = response.size();
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
  public void reset() {
    throw new IllegalStateException("the stream is reset");
  }

  @Override
  public void startTunnel() {}

  @Override
  public void finished(boolean requestComplete) {
    finished++;
  }

  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public long connectionId() {
    return 1;
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public @Nullable String remoteText() {
    return remoteText.of(remote);
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public String listener() {
    return "web";
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that notes what it is sent. */
final class FakeDown implements Downstream {
  private final List<String> events;
  int reads;
  boolean writable = true;
  boolean finished;
  @Nullable RuntimeException broken;
  @Nullable HeaderList headers;
  @Nullable HeaderList trailers;

  FakeDown(List<String> events) {
    this.events = events;
  }

  @Override
  public void writeHeaders(HeaderList sent, boolean end) {
    if (broken != null) {
      throw broken;
    }
    headers = sent;
    events.add("down headers " + sent.get(":status") + (end ? " end" : ""));
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    String text = chunk.toString(StandardCharsets.ISO_8859_1);
    chunk.release();
    events.add("down data " + Rig.shown(text) + (end ? " end" : ""));
  }

  @Override
  public void writeTrailers(HeaderList sent) {
    trailers = sent;
    events.add("down trailers " + sent.size());
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
  public void reset() {
    events.add("down reset");
  }

  @Override
  public void startTunnel() {
    events.add("down tunnel");
  }

  @Override
  public void finished(boolean requestComplete) {
    finished = true;
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
  public @Nullable SocketAddress remoteAddress() {
    return null;
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return null;
  }

  @Override
  public String listener() {
    return "web";
  }
}

package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream over HTTP/1.x, as the stream sees it. One for all the requests of a
 * connection, which go one after the other.
 */
final class Http1ClientExchange implements UpstreamRequest {
  private final Http1ClientConnection connection;
  private final Http1Writer out;

  private @Nullable String protocols;
  private boolean complete;
  private boolean broken;
  private boolean keepAlive;

  Http1ClientExchange(Http1ClientConnection connection, Http1Writer out) {
    this.connection = connection;
    this.out = out;
  }

  void context(ChannelHandlerContext context) {
    out.context(context);
  }

  void begin() {
    protocols = null;
    complete = false;
    broken = false;
    keepAlive = true;
  }

  /** The head of the answer says whether the connection may be used again. */
  void answered(boolean keepsAlive) {
    keepAlive &= keepsAlive;
  }

  void closeAfterThis() {
    keepAlive = false;
  }

  boolean keepsAlive() {
    return keepAlive;
  }

  /** Whether the whole request is written. */
  boolean isComplete() {
    return complete;
  }

  /** Whether the request asks for all of {@code named}, protocols with commas between them. */
  boolean hasAskedFor(String named) {
    String asked = protocols;
    List<String> all = names(named);
    return asked != null && !all.isEmpty() && names(asked).containsAll(all);
  }

  private static List<String> names(String protocols) {
    List<String> names = new ArrayList<>();
    for (String name : protocols.toLowerCase(Locale.ROOT).split(",", -1)) {
      names.add(name.strip());
    }
    names.removeIf(String::isEmpty);
    return names;
  }

  void flush() {
    out.flushNow();
  }

  void release() {
    out.release();
  }

  @Override
  public void writeHeaders(HeaderList headers, boolean end, boolean upgrade) {
    protocols = upgrade ? Http1ResponseHead.protocol(headers) : null;
    connection.expect("HEAD".equals(headers.get(":method")));
    try {
      Http1RequestHead.write(headers, end, upgrade, out);
    } catch (IllegalArgumentException e) {
      refuse(e);
      return;
    }
    complete = end || upgrade;
    out.begin(complete);
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (broken) {
      chunk.release();
      return;
    }
    try {
      out.data(chunk, end);
    } catch (IllegalArgumentException e) {
      refuse(e);
      return;
    }
    if (!end) {
      return;
    }
    if (connection.isTunnel()) {
      connection.endTunnel();
    } else {
      endRequest();
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (broken) {
      return;
    }
    try {
      out.trailers(trailers);
    } catch (IllegalArgumentException e) {
      refuse(e);
      return;
    }
    endRequest();
  }

  private void refuse(IllegalArgumentException why) {
    broken = true;
    connection.refuse("the request cannot be sent: " + why.getMessage());
  }

  private void endRequest() {
    complete = true;
    connection.releaseIfDone();
  }

  @Override
  public void read() {
    connection.read();
  }

  /** What goes to a connection that is gone is dropped, and holds nobody up. */
  @Override
  public boolean isWritable() {
    Channel channel = connection.context().channel();
    return channel.isWritable() || !channel.isActive();
  }

  @Override
  public void cancel() {
    connection.cancel();
  }

  @Override
  public void timedOut() {
    connection.timedOut();
  }

  @Override
  public boolean reused() {
    return connection.reused();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }
}

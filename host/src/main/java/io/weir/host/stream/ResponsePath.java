package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The response on its way through the filters to the client. */
final class ResponsePath extends FilterPath {
  private final Stream stream;
  private final Downstream down;
  private boolean started;
  private long backlog;

  /**
   * @param filters in the order of responses
   */
  ResponsePath(Stream stream, Downstream down, List<PluginFilter> filters) {
    super(filters, false);
    this.stream = stream;
    this.down = down;
  }

  /** Whether something of the response is on the wire. */
  boolean started() {
    return started;
  }

  /** The bytes that were written since the client has stopped taking any. */
  long backlog() {
    return down.isWritable() ? 0 : backlog;
  }

  /** A whole response, by way of the filters. */
  void send(HeaderList headers, ByteBuf body) {
    boolean end = !body.isReadable();
    onHeaders(headers, end);
    if (!end) {
      onData(body, true);
    }
  }

  /** A whole response, straight to the client. */
  void sendPastFilters(HeaderList reply, ByteBuf body) {
    release();
    headers = reply;
    trailers = null;
    boolean end = !body.isReadable();
    sinkHeaders(reply, end);
    if (!end) {
      sinkData(body, true);
    }
  }

  @Override
  void sinkHeaders(HeaderList headers, boolean end) {
    started = true;
    stream.onResponseOut(headers);
    boolean tunnel = stream.tunnel();
    boolean noBody = end && !tunnel;
    down.writeHeaders(headers, noBody);
    if (tunnel) {
      stream.startTunnel();
    }
    if (noBody) {
      complete();
    }
  }

  @Override
  void sinkData(ByteBuf chunk, boolean end) {
    int bytes = chunk.readableBytes();
    stream.info().responded(bytes);
    backlog = backlog() + bytes;
    down.writeData(chunk, end);
    if (end) {
      complete();
    }
  }

  @Override
  void sinkTrailers(HeaderList trailers) {
    down.writeTrailers(trailers);
    complete();
  }

  @Override
  void overLimit() {
    stream.sendLocalReply(
        LocalReplies.of(500, "response_payload_too_large", "the response body is too large\n"));
  }

  @Override
  void sourceCut() {
    stream.cancelUpstream();
  }

  private void complete() {
    stream.responseComplete();
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The request on its way through the filters to the upstream. */
final class RequestPath extends FilterPath {
  private final Stream stream;

  RequestPath(Stream stream, List<PluginFilter> filters) {
    super(filters, true);
    this.stream = stream;
  }

  @Override
  void sinkHeaders(HeaderList headers, boolean end) {
    stream.startUpstream(headers, end);
  }

  @Override
  void sinkData(ByteBuf chunk, boolean end) {
    UpstreamLeg leg = stream.upstream();
    if (leg == null) {
      chunk.release();
      return;
    }
    leg.writeData(chunk, end);
  }

  @Override
  void sinkTrailers(HeaderList trailers) {
    UpstreamLeg leg = stream.upstream();
    if (leg != null) {
      leg.writeTrailers(trailers);
    }
  }

  @Override
  void overLimit() {
    stream.sendLocalReply(
        LocalReplies.of(413, "request_payload_too_large", "the request body is too large\n"));
  }

  @Override
  void sourceCut() {
    throw new IllegalStateException("nothing is injected into a request");
  }
}

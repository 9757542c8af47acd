package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.upstream.Cluster;
import io.weir.proxywasm.host.LocalReply;
import org.jspecify.annotations.Nullable;

/** The request on its way through the filters to the upstream, or to the route's own answer. */
final class RequestPath extends FilterPath {
  private final Stream stream;
  private @Nullable UpstreamLeg upstream;

  RequestPath(Stream stream) {
    this.stream = stream;
  }

  /** Null while there is none. */
  @Nullable UpstreamLeg upstream() {
    return upstream;
  }

  /** Whether there is room for more of the request. */
  boolean takesMore() {
    UpstreamLeg leg = upstream;
    return !halted() && !isFull() && (leg == null || leg.isWritable());
  }

  void cancelUpstream() {
    UpstreamLeg leg = upstream;
    if (leg != null) {
      leg.cancel();
      upstream = null;
    }
  }

  @Override
  void sinkHeaders(HeaderList headers, boolean end) {
    Route route = stream.routing().current();
    if (route == null) {
      return;
    }
    stream.limit(route.timeouts(), headers);
    RouteActions actions = route.actions();
    if (actions != null) {
      RouterActions router = new RouterActions(stream, stream.downstream(), actions);
      LocalReply answer = router.answer(headers);
      if (answer != null) {
        stream.sendLocalReply(answer);
        return;
      }
      router.request(headers);
    }
    send(route, headers, end);
  }

  private void send(Route route, HeaderList headers, boolean end) {
    // A plugin may have changed path, host or method: the upstream is that of the request as it is
    // now.
    Cluster cluster = stream.routing().cluster();
    if (cluster == null) {
      stream.responsePath().onUpstreamFailure(UpstreamFailure.noBackend());
      return;
    }
    UpstreamLeg leg = new UpstreamLeg(stream, route, cluster, headers, end);
    upstream = leg;
    leg.start();
  }

  @Override
  void sinkData(ByteBuf chunk, boolean end) {
    UpstreamLeg leg = upstream;
    if (leg == null) {
      chunk.release();
      return;
    }
    leg.writeData(chunk, end);
  }

  @Override
  void sinkTrailers(HeaderList trailers) {
    UpstreamLeg leg = upstream;
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

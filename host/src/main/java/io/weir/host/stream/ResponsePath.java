package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.proxywasm.host.LocalReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response on its way through the filters to the client: the upstream's, or a reply of the
 * gateway's own in its place.
 */
final class ResponsePath extends FilterPath {
  private static final Logger log = LoggerFactory.getLogger(ResponsePath.class);

  private final Stream stream;
  private final Downstream down;
  private boolean started;
  private boolean replied;
  private boolean tunnel;
  private long backlog;

  ResponsePath(Stream stream, Downstream down) {
    this.stream = stream;
    this.down = down;
  }

  /** Whether something of the response is on the wire. */
  boolean started() {
    return started;
  }

  /** Whether there is a reply of the gateway's own: nothing of the upstream's counts any more. */
  boolean replied() {
    return replied;
  }

  /** Whether the upstream has switched to the protocol that the request asked for. */
  boolean tunnel() {
    return tunnel;
  }

  /** Whether there is room for more of the upstream's response. */
  boolean takesMore() {
    return !replied && down.isWritable() && !isFull();
  }

  /** The bytes that were written since the client has stopped taking any. */
  long backlog() {
    return down.isWritable() ? 0 : backlog;
  }

  // ---- from the upstream

  void onUpstreamHeaders(HeaderList arrived, boolean end) {
    stream.touch();
    if (halted() || replied) {
      return;
    }
    stream.info().detail("via_upstream");
    stream.info().upstreamAnswered();
    shape(arrived, true);
    boolean switched = stream.isUpgrade() && "101".equals(arrived.get(":status"));
    tunnel = switched;
    stream.walk().run(FilterPath::onHeaders, this, arrived, end && !switched);
  }

  /** Past the filters: the ABI knows one response of a stream. */
  void onUpstreamInformational(HeaderList arrived) {
    stream.touch();
    if (!stream.isOver() && !replied && !started) {
      down.writeInformational(arrived);
    }
  }

  void onUpstreamData(ByteBuf chunk, boolean end) {
    stream.touch();
    if (stream.isOver() || halted() || replied) {
      chunk.release();
      return;
    }
    stream.walk().run(FilterPath::onData, this, chunk, end);
  }

  void onUpstreamTrailers(HeaderList arrived) {
    if (!halted() && !replied) {
      stream.walk().run(() -> onTrailers(arrived));
    }
  }

  void onUpstreamFailure(UpstreamFailure failure) {
    if (stream.isOver() || replied) {
      return;
    }
    GatewayException cause = failure.cause();
    log.debug("route {}: {}", stream.routeName(), cause.getMessage());
    stream.info().flag(failure.flag());
    LocalReply reply = LocalReplies.of(cause.status(), failure.detail(), failure.told() + "\n");
    stream.walk().run(() -> reply(reply));
  }

  /** Changes that the route makes to the headers of a response, before its plugins see them. */
  private void shape(HeaderList response, boolean fromUpstream) {
    Route route = stream.routing().current();
    RouteActions actions = route == null ? null : route.actions();
    if (actions != null) {
      new RouterActions(stream, down, actions).response(response, fromUpstream);
    }
  }

  // ---- a reply in its place

  /**
   * Answers, by way of the filters while they have seen no response yet. Past them, also when what
   * they have seen was another reply, it goes straight to the client; and once something is on the
   * wire only a reset is left.
   */
  void reply(LocalReply reply) {
    if (stream.isOver()) {
      return;
    }
    RequestPath request = stream.requestPath();
    request.halt();
    if (!reply.detail().isEmpty()) {
      stream.info().guestDetail(reply.detail());
    }
    if (started) {
      stream.breakOff();
      return;
    }
    replied = true;
    request.cancelUpstream();
    request.release();
    HeaderList answer = LocalReplies.headers(reply, request.headers);
    shape(answer, false);
    ByteBuf body =
        LocalReplies.hasBody(reply, request.headers)
            ? Unpooled.wrappedBuffer(reply.body())
            : Unpooled.EMPTY_BUFFER;
    if (headers == null) {
      restart();
      send(answer, body);
    } else {
      sendPastFilters(answer, body);
    }
  }

  private void send(HeaderList reply, ByteBuf body) {
    boolean end = !body.isReadable();
    onHeaders(reply, end);
    if (!end) {
      onData(body, true);
    }
  }

  private void sendPastFilters(HeaderList reply, ByteBuf body) {
    release();
    headers = reply;
    trailers = null;
    boolean end = !body.isReadable();
    sinkHeaders(reply, end);
    if (!end) {
      sinkData(body, true);
    }
  }

  // ---- to the client

  @Override
  void sinkHeaders(HeaderList headers, boolean end) {
    started = true;
    EarlyActions early = stream.early();
    if (early != null) {
      early.onResponse(headers);
    }
    boolean noBody = end && !tunnel;
    down.writeHeaders(headers, noBody);
    if (tunnel) {
      startTunnel();
    }
    if (noBody) {
      stream.responseComplete();
    }
  }

  private void startTunnel() {
    stream.endRequestLimit();
    down.startTunnel();
    UpstreamLeg leg = stream.requestPath().upstream();
    if (leg != null) {
      leg.startTunnel();
    }
  }

  @Override
  void sinkData(ByteBuf chunk, boolean end) {
    int bytes = chunk.readableBytes();
    stream.info().responded(bytes);
    backlog = backlog() + bytes;
    down.writeData(chunk, end);
    if (end) {
      stream.responseComplete();
    }
  }

  @Override
  void sinkTrailers(HeaderList trailers) {
    down.writeTrailers(trailers);
    stream.responseComplete();
  }

  @Override
  void overLimit() {
    stream.sendLocalReply(
        LocalReplies.of(500, "response_payload_too_large", "the response body is too large\n"));
  }

  @Override
  void sourceCut() {
    stream.requestPath().cancelUpstream();
  }
}

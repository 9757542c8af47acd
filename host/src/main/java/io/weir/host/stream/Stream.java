package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.proxywasm.host.LocalReply;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its response. It reads the route table once, pins the generations of its chain,
 * and keeps both to its end. Everything runs on one worker's loop.
 *
 * <p>A guest may ask for things (a reply, a resume, a close) while the chain is being walked; those
 * wait until the walk is done, so that no filter is ever entered twice.
 */
public final class Stream {
  private static final Logger log = LoggerFactory.getLogger(Stream.class);
  private static final Logger access = LoggerFactory.getLogger("io.weir.access");

  private final StreamHost host;
  private final Downstream down;
  private final StreamProperties properties;
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private final long startNanos = System.nanoTime();
  private final long startedAtMillis = System.currentTimeMillis();

  private List<PluginFilter> filters = List.of();
  private RequestPath requestPath;
  private ResponsePath responsePath;
  private @Nullable RouteTable table;
  private @Nullable Route route;
  private String target = "";
  private @Nullable UpstreamLeg upstream;
  private @Nullable IdleTimer idle;

  private int depth;
  private boolean parked;
  private boolean over;
  private boolean finished;
  private boolean requestComplete;
  private boolean responseStarted;
  private boolean responseComplete;
  private boolean replied;
  private boolean tunnel;
  private boolean upgrade;
  private String responseDetail = "via_upstream";
  private long requestBytes;
  private long responseBytes;

  public Stream(StreamHost host, Downstream down) {
    this.host = host;
    this.down = down;
    this.properties = new StreamProperties(this, down);
    this.requestPath = new RequestPath(List.of());
    this.responsePath = new ResponsePath(List.of());
  }

  // ---- events of the client's side

  /**
   * The request's headers: finds the route, pins its plugins and sets off.
   *
   * @param end there is no body
   * @param upgrade the client asks for another protocol: what follows a 101 are bytes of a tunnel
   */
  public void start(HeaderList headers, boolean end, boolean upgrade) {
    this.upgrade = upgrade;
    requestComplete = end && !upgrade;
    requestPath.headers = headers;
    RouteTable now = host.routeTable();
    table = now;
    target = target(headers);
    Route found = now.match(down.listener(), headers);
    if (found == null) {
      walk(
          () ->
              reply(LocalReplies.of(404, "route_not_found", "no route for this host and path\n")));
      return;
    }
    route = found;
    List<PluginSlot> slots = new ArrayList<>(found.chain().size());
    for (BoundPlugin plugin : found.chain()) {
      slots.add(plugin.generation().slot(host.index()));
    }
    boolean waiting = PluginSlot.whenReady(slots, () -> unpark(found, slots, headers));
    if (waiting) {
      parked = true;
      return;
    }
    begin(found, slots, headers);
  }

  private void unpark(Route found, List<PluginSlot> slots, HeaderList headers) {
    parked = false;
    if (!over) {
      begin(found, slots, headers);
    }
    Runnable event;
    while ((event = deferred.poll()) != null) {
      event.run();
    }
  }

  private void begin(Route found, List<PluginSlot> slots, HeaderList headers) {
    List<PluginFilter> chain = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      chain.add(new PluginFilter(this, found.chain().get(i), slots.get(i)));
    }
    filters = chain;
    requestPath = new RequestPath(chain);
    responsePath = new ResponsePath(chain.reversed());
    idle = IdleTimer.start(host.loop(), found.timeouts().idle(), this::onIdle);
    walk(() -> requestPath.onHeaders(headers, requestComplete));
  }

  /** The stream owns {@code chunk}. */
  public void onData(ByteBuf chunk, boolean end) {
    if (parked) {
      deferred.add(() -> onData(chunk, end));
      return;
    }
    touch();
    requestBytes += chunk.readableBytes();
    requestComplete |= end;
    if (over || requestPath.halted()) {
      chunk.release();
      return;
    }
    walk(() -> requestPath.onData(chunk, end));
  }

  public void onTrailers(HeaderList trailers) {
    if (parked) {
      deferred.add(() -> onTrailers(trailers));
      return;
    }
    requestComplete = true;
    if (over || requestPath.halted()) {
      return;
    }
    walk(() -> requestPath.onTrailers(trailers));
  }

  /** The client is gone, or its bytes make no sense. */
  public void onReset() {
    parked = false; // what had come in meanwhile is not waited with any more, but freed
    walk(() -> over = true);
  }

  /** One read is done, or the client takes bytes again: more may be asked for. */
  public void onProgress() {
    touch();
    if (!parked) {
      pump();
    }
  }

  private void touch() {
    IdleTimer timer = idle;
    if (timer != null) {
      timer.touch();
    }
  }

  private void onIdle() {
    log.debug("route {}: no byte has passed for its idle timeout", routeName());
    if (responseStarted || replied) {
      close();
    } else {
      sendLocalReply(
          LocalReplies.of(504, "stream_idle_timeout", "nothing has passed for too long\n"));
    }
  }

  // ---- events of the upstream's side, told by the leg

  void onUpstreamHeaders(HeaderList headers, boolean end) {
    touch();
    if (responsePath.halted() || replied) {
      return;
    }
    boolean switched = upgrade && "101".equals(headers.get(":status"));
    tunnel = switched;
    walk(() -> responsePath.onHeaders(headers, end && !switched));
  }

  void onUpstreamData(ByteBuf chunk, boolean end) {
    touch();
    if (over || responsePath.halted() || replied) {
      chunk.release();
      return;
    }
    walk(() -> responsePath.onData(chunk, end));
  }

  void onUpstreamTrailers(HeaderList trailers) {
    if (!responsePath.halted() && !replied) {
      walk(() -> responsePath.onTrailers(trailers));
    }
  }

  void onUpstreamFailure(GatewayException failure) {
    if (over || replied) {
      return;
    }
    log.debug("route {}: {}", routeName(), failure.getMessage());
    LocalReply reply =
        LocalReplies.of(failure.status(), "upstream_failure", failure.getMessage() + "\n");
    walk(() -> reply(reply));
  }

  // ---- what plugins ask for

  /** Runs {@code action} now, or when the walk through the filters that goes on now is done. */
  void later(Runnable action) {
    if (depth > 0) {
      deferred.add(action);
      return;
    }
    walk(action);
  }

  void resume(PluginFilter filter, boolean request) {
    later(
        () -> {
          if (!over) {
            (request ? requestPath : responsePath).resume(filter);
          }
        });
  }

  /** A failed filter is out of the chain; in both directions what it held goes on unchanged. */
  void takeOut(PluginFilter filter) {
    resume(filter, true);
    resume(filter, false);
  }

  void failClosed() {
    sendLocalReply(LocalReplies.of(503, "wasm_fail_stream", ""));
  }

  void sendLocalReply(LocalReply reply) {
    // The walk ends here: what the guest returned does not count any more.
    requestPath.halt();
    responsePath.halt();
    later(() -> reply(reply));
  }

  /** Ends the stream: a reset when its response is not complete. */
  void close() {
    requestPath.halt();
    responsePath.halt();
    later(
        () -> {
          if (!over) {
            down.reset();
            over = true;
          }
        });
  }

  /**
   * Answers, by way of the filters while they have seen no response yet. Past them, also when what
   * they have seen was another reply, it goes straight to the client; and once something is on the
   * wire only a reset is left.
   */
  private void reply(LocalReply reply) {
    if (over) {
      return;
    }
    requestPath.halt();
    if (responseStarted) {
      down.reset();
      over = true;
      return;
    }
    replied = true;
    responseDetail = reply.detail();
    cancelUpstream();
    requestPath.release();
    HeaderList request = requestPath.headers;
    HeaderList headers = LocalReplies.headers(reply, request);
    ByteBuf body =
        LocalReplies.hasBody(reply, request)
            ? Unpooled.wrappedBuffer(reply.body())
            : Unpooled.EMPTY_BUFFER;
    if (responsePath.headers == null) {
      responsePath.restart();
      responsePath.send(headers, body);
    } else {
      responsePath.sendPastFilters(headers, body);
    }
  }

  // ---- the walk

  /** Runs an event, then all that it deferred, then asks for more or ends the stream. */
  private void walk(Runnable event) {
    depth++;
    attempt(event);
    if (depth > 1) {
      depth--;
      return;
    }
    if (!parked) {
      Runnable next;
      while ((next = deferred.poll()) != null) {
        attempt(next);
      }
    }
    depth = 0;
    if (over) {
      finish();
    } else {
      pump();
    }
  }

  /** A defect costs its stream, which ends as others do and lets its plugins go. */
  private void attempt(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      log.error("route {}: a defect of the gateway; the stream is reset", routeName(), e);
      requestPath.halt();
      responsePath.halt();
      if (!over) {
        over = true;
        down.reset();
      }
    }
  }

  /** Asks each side for more where the other side can take it. */
  private void pump() {
    if (over || depth > 0) {
      return;
    }
    UpstreamLeg leg = upstream;
    if ((!requestComplete || tunnel) && !requestPath.halted() && requestMayFlow(leg)) {
      down.read();
    }
    if (leg != null && !replied && down.isWritable() && !responsePath.isFull()) {
      leg.read();
    }
  }

  private boolean requestMayFlow(@Nullable UpstreamLeg leg) {
    if (requestPath.isFull() || (upgrade && !tunnel)) {
      return false;
    }
    return leg == null || leg.isWritable();
  }

  private void finish() {
    if (finished || depth > 0) {
      return;
    }
    finished = true;
    depth = 1; // from here on nothing starts anew
    if (idle != null) {
      idle.cancel();
    }
    requestPath.halt();
    responsePath.halt();
    cancelUpstream();
    requestPath.release();
    responsePath.release();
    for (PluginFilter filter : filters) {
      attempt(filter::end);
    }
    dropDeferred();
    logAccess();
    down.finished(requestComplete && !tunnel);
  }

  /** Events that waited for a VM find that it is over, and free what they hold. */
  private void dropDeferred() {
    parked = false;
    Runnable event;
    while ((event = deferred.poll()) != null) {
      attempt(event);
    }
  }

  private void cancelUpstream() {
    UpstreamLeg leg = upstream;
    if (leg != null) {
      leg.cancel();
      upstream = null;
    }
  }

  private void logAccess() {
    HeaderList headers = requestPath.headers;
    if (!access.isDebugEnabled() || headers == null) {
      return;
    }
    HeaderList answer = responsePath.headers;
    access.debug(
        "{} {} {} -> {} {} route={} in={} out={} ms={}",
        headers.get(":method"),
        headers.get(":authority"),
        headers.get(":path"),
        answer == null ? "-" : answer.get(":status"),
        responseDetail,
        routeName(),
        requestBytes,
        responseBytes,
        elapsedNanos() / 1_000_000);
  }

  // ---- the two directions

  private final class RequestPath extends FilterPath {
    RequestPath(List<PluginFilter> filters) {
      super(filters, true);
    }

    @Override
    void sinkHeaders(HeaderList headers, boolean end) {
      Route r = route;
      if (r == null) {
        return;
      }
      UpstreamLeg leg = new UpstreamLeg(Stream.this, host, r, upgrade);
      upstream = leg;
      leg.start(headers, end);
    }

    @Override
    void sinkData(ByteBuf chunk, boolean end) {
      if (upstream == null) {
        chunk.release();
        return;
      }
      upstream.writeData(chunk, end);
    }

    @Override
    void sinkTrailers(HeaderList trailers) {
      if (upstream != null) {
        upstream.writeTrailers(trailers);
      }
    }

    @Override
    void overLimit() {
      sendLocalReply(
          LocalReplies.of(413, "request_payload_too_large", "the request body is too large\n"));
    }
  }

  private final class ResponsePath extends FilterPath {
    ResponsePath(List<PluginFilter> filters) {
      super(filters, false);
    }

    void send(HeaderList headers, ByteBuf body) {
      boolean end = !body.isReadable();
      onHeaders(headers, end);
      if (!end) {
        onData(body, true);
      }
    }

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
      responseStarted = true;
      boolean noBody = end && !tunnel;
      down.writeHeaders(headers, noBody);
      if (tunnel) {
        down.startTunnel();
        if (upstream != null) {
          upstream.startTunnel();
        }
      }
      if (noBody) {
        complete();
      }
    }

    @Override
    void sinkData(ByteBuf chunk, boolean end) {
      responseBytes += chunk.readableBytes();
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
      sendLocalReply(
          LocalReplies.of(500, "response_payload_too_large", "the response body is too large\n"));
    }

    private void complete() {
      responseComplete = true;
      over = true;
    }
  }

  /** What a match goes by, as far as plugins usually change it. */
  private static String target(HeaderList headers) {
    return headers.get(":method") + " " + headers.get(":authority") + headers.get(":path");
  }

  /**
   * The route for the upstream: another than that of the chain, when a plugin has changed the
   * request's target. Of the table that the stream began with.
   */
  Route routeNow(HeaderList headers) {
    Route first = route;
    RouteTable t = table;
    if (first == null || t == null) {
      throw new IllegalStateException("a stream without a route has no upstream");
    }
    if (target.equals(target(headers))) {
      return first;
    }
    Route again = t.match(down.listener(), headers);
    if (again == null) {
      return first;
    }
    route = again;
    return again;
  }

  // ---- what the filters and properties see

  FilterPath requestPath() {
    return requestPath;
  }

  FilterPath responsePath() {
    return responsePath;
  }

  StreamProperties properties() {
    return properties;
  }

  String routeName() {
    Route r = route;
    return r == null ? "" : r.name();
  }

  String clusterName() {
    UpstreamLeg leg = upstream;
    Route r = route;
    if (leg != null) {
      return leg.clusterName();
    }
    return r == null ? "" : r.firstBackend();
  }

  @Nullable SocketAddress upstreamAddress() {
    UpstreamLeg leg = upstream;
    return leg == null ? null : leg.remoteAddress();
  }

  String responseDetail() {
    return responseDetail;
  }

  boolean requestComplete() {
    return requestComplete;
  }

  boolean responseStarted() {
    return responseStarted;
  }

  boolean responseComplete() {
    return responseComplete;
  }

  boolean isOver() {
    return over;
  }

  long startedAtNanos() {
    return startedAtMillis * 1_000_000;
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  long requestBytes() {
    return requestBytes;
  }

  long responseBytes() {
    return responseBytes;
  }
}

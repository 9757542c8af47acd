package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.route.RouteActions;
import io.weir.proxywasm.host.LocalReply;
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
public final class Stream implements Walk.Owner {
  private static final Logger log = LoggerFactory.getLogger(Stream.class);

  private final StreamHost host;
  private final Downstream down;
  private final StreamInfo info = new StreamInfo();
  private final StreamRoute routing = new StreamRoute();
  private final StreamReport report;
  private final Walk walk = new Walk(this);
  private final RequestPath requestPath;
  private final ResponsePath responsePath;

  private List<PluginFilter> filters = List.of();
  private @Nullable StreamProperties properties;
  private @Nullable StreamLimits limits;
  private @Nullable EarlyActions early;

  private boolean over;
  private boolean finished;
  private boolean requestComplete;
  private boolean upgrade;

  public Stream(StreamHost host, Downstream down) {
    this.host = host;
    this.down = down;
    this.report = new StreamReport(this, down);
    this.requestPath = new RequestPath(this);
    this.responsePath = new ResponsePath(this, down);
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
    host.watch().began(report);
    info.trace(host.watch().tracer(), headers);
    StreamStart.start(this, headers);
  }

  /** The stream owns {@code chunk}. */
  public void onData(ByteBuf chunk, boolean end) {
    if (walk.isParked()) {
      walk.keep(() -> onData(chunk, end));
      return;
    }
    touch();
    info.requested(chunk.readableBytes());
    requestComplete |= end;
    if (over || requestPath.halted()) {
      chunk.release();
      return;
    }
    walk.run(FilterPath::onData, requestPath, chunk, end);
  }

  public void onTrailers(HeaderList trailers) {
    if (walk.isParked()) {
      walk.keep(() -> onTrailers(trailers));
      return;
    }
    requestComplete = true;
    if (over || requestPath.halted()) {
      return;
    }
    walk.run(() -> requestPath.onTrailers(trailers));
  }

  /** The client is gone, or its bytes make no sense. */
  public void onReset() {
    walk.hurry(); // what had come in meanwhile is not waited with any more, but freed
    if (!over) {
      info.flag(ResponseFlag.DOWNSTREAM_CONNECTION_TERMINATION);
    }
    walk.run(() -> over = true);
  }

  /** One read is done, or the client takes bytes again: more may be asked for. */
  public void onProgress() {
    touch();
    if (!walk.isParked()) {
      pump();
    }
  }

  // ---- what the parts of the stream do to it

  /** The filters that request and response go through; before there are none. */
  void through(List<PluginFilter> chain) {
    filters = chain;
    requestPath.through(new FilterChain(chain, true));
    responsePath.through(new FilterChain(chain.reversed(), false));
  }

  /** The route does something before its plugins see the request. */
  EarlyActions early(RouteActions actions) {
    EarlyActions made = new EarlyActions(this, actions);
    early = made;
    return made;
  }

  /** The request goes to its plugins. */
  void enter(HeaderList headers) {
    walk.run(FilterPath::onHeaders, requestPath, headers, requestComplete);
  }

  /** These are the times of the route that the request has from now on. */
  void limit(RouteTimeouts timeouts, HeaderList headers) {
    StreamLimits l = limits;
    if (l == null) {
      if (!StreamLimits.areIn(timeouts)) {
        return;
      }
      l = new StreamLimits(this);
      limits = l;
    }
    l.set(timeouts, headers);
  }

  /** A byte has passed. */
  void touch() {
    StreamLimits l = limits;
    if (l != null) {
      l.touch();
    }
  }

  /** There is a tunnel: what is not idle may last. */
  void endRequestLimit() {
    if (limits != null) {
      limits.endWhole();
    }
  }

  /** All of the response has been written. */
  void responseComplete() {
    over = true;
  }

  /** The client sees that the response is not complete. */
  void breakOff() {
    if (!over) {
      down.reset();
      over = true;
    }
  }

  // ---- what plugins ask for

  /** Runs {@code action} now, or when the walk through the filters that goes on now is done. */
  void later(Runnable action) {
    walk.later(action);
  }

  /** Answers in place of what is under way; whatever the guest returns does not count any more. */
  void sendLocalReply(LocalReply reply) {
    halt();
    later(() -> responsePath.reply(reply));
  }

  /** Ends the stream: a reset when its response is not complete. */
  void close() {
    halt();
    later(this::breakOff);
  }

  private void halt() {
    requestPath.halt();
    responsePath.halt();
  }

  // ---- the walk

  /** After each event: asks for more, or ends the stream. */
  @Override
  public void walked() {
    if (over) {
      finish();
    } else {
      pump();
    }
  }

  /** A defect costs its stream, which ends as others do and lets its plugins go. */
  @Override
  public void defect(Throwable e) {
    log.error("route {}: a defect of the gateway; the stream is reset", routeName(), e);
    halt();
    if (!over) {
      over = true;
      down.reset();
    }
  }

  /** Asks each side for more where the other side can take it. */
  private void pump() {
    if (over || walk.isUnderWay()) {
      return;
    }
    UpstreamLeg leg = requestPath.upstream();
    boolean mayCome = responsePath.tunnel() || (!requestComplete && !upgrade);
    if (mayCome && requestPath.takesMore()) {
      down.read();
    }
    if (leg != null && responsePath.takesMore()) {
      leg.read();
    }
  }

  private void finish() {
    if (finished || walk.isUnderWay()) {
      return;
    }
    finished = true;
    walk.close();
    info.ended();
    if (limits != null) {
      limits.cancel();
    }
    if (early != null) {
      early.cancel();
    }
    halt();
    requestPath.cancelUpstream();
    requestPath.release();
    responsePath.release();
    // As Envoy has it: every log first, then the filters are taken down.
    for (int i = 0; i < filters.size(); i++) {
      walk.attempt(filters.get(i)::log);
    }
    for (int i = 0; i < filters.size(); i++) {
      walk.attempt(filters.get(i)::end);
    }
    walk.drain();
    host.watch().ended(report);
    info.endTrace(report);
    down.finished(requestComplete && !responsePath.tunnel());
  }

  // ---- what it consists of

  StreamHost host() {
    return host;
  }

  Downstream downstream() {
    return down;
  }

  StreamInfo info() {
    return info;
  }

  StreamRoute routing() {
    return routing;
  }

  String routeName() {
    return routing.routeName();
  }

  Walk walk() {
    return walk;
  }

  RequestPath requestPath() {
    return requestPath;
  }

  ResponsePath responsePath() {
    return responsePath;
  }

  /** In the order of requests; empty until the chain is made. */
  List<PluginFilter> filters() {
    return filters;
  }

  /** Null for a route that does nothing before its plugins. */
  @Nullable EarlyActions early() {
    return early;
  }

  /** Made when somebody asks: most streams are never asked. */
  StreamProperties properties() {
    StreamProperties made = properties;
    if (made == null) {
      made = new StreamProperties(this, down);
      properties = made;
    }
    return made;
  }

  /** Null when nobody has asked for a property. */
  @Nullable StreamProperties knownProperties() {
    return properties;
  }

  boolean isUpgrade() {
    return upgrade;
  }

  /** Whether the gateway has to check the answer to a WebSocket's key. */
  boolean checksKey() {
    return upgrade && down.hasKeyMade();
  }

  boolean requestComplete() {
    return requestComplete;
  }

  boolean isOver() {
    return over;
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.config.HttpSettings;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.observe.trace.StreamTrace;
import io.weir.host.observe.trace.Tracer;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.route.RouteTable;
import io.weir.proxywasm.host.LocalReply;
import java.nio.charset.StandardCharsets;
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
public final class Stream implements Walk.Owner {
  private static final Logger log = LoggerFactory.getLogger(Stream.class);

  private static final int DEADLINE_EXCEEDED = 4; // of gRPC

  private final StreamHost host;
  private final Downstream down;
  private final StreamInfo info = new StreamInfo();
  private final StreamRoute routing = new StreamRoute();
  private final StreamReport report;
  private final Walk walk = new Walk(this);

  private List<PluginFilter> filters = List.of();
  private @Nullable StreamProperties properties;
  private RequestPath requestPath;
  private ResponsePath responsePath;
  private @Nullable UpstreamLeg upstream;
  private @Nullable IdleTimer idle;
  private @Nullable Tracer tracer;
  private @Nullable EarlyActions early;
  private @Nullable RequestDeadline deadline;

  private boolean over;
  private boolean finished;
  private boolean requestComplete;
  private boolean replied;
  private boolean tunnel;
  private boolean upgrade;

  public Stream(StreamHost host, Downstream down) {
    this.host = host;
    this.down = down;
    this.report = new StreamReport(this, down);
    this.requestPath = new RequestPath(this, List.of());
    this.responsePath = new ResponsePath(this, down, List.of());
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
    trace(headers);
    if (host.isShedding()) {
      info.flag(ResponseFlag.OVERLOAD_MANAGER);
      walk.run(() -> reply(LocalReplies.overloaded()));
      return;
    }
    HttpSettings http = host.http(down.listener());
    if (http != null && !admit(headers, http)) {
      walk.run(
          () ->
              reply(LocalReplies.of(400, "path_normalization_failed", "a path that cannot be\n")));
      return;
    }
    RouteTable table = host.routeTable();
    Route found = routing.match(table, down.listener(), headers);
    if (found == null) {
      info.flag(ResponseFlag.NO_ROUTE_FOUND);
      walk.run(
          () ->
              reply(LocalReplies.of(404, "route_not_found", "no route for this host and path\n")));
      return;
    }
    if (found.chain().isEmpty()) {
      begin(found, headers);
      return;
    }
    List<PluginSlot> slots = new ArrayList<>(found.chain().size());
    for (int i = 0; i < found.chain().size(); i++) {
      slots.add(found.chain().get(i).generation().slot(host.index()));
    }
    if (PluginSlot.anyCanWait(slots)) {
      PluginSlot.whenReady(slots, () -> unpark(found, slots, headers));
      walk.park();
      return;
    }
    chain(found, slots, headers);
    begin(found, headers);
  }

  /** Brings the request into the form that routes, plugins and upstreams see; false: refused. */
  private boolean admit(HeaderList headers, HttpSettings http) {
    info.client(Forwarding.apply(headers, down, http.forwarded().trustedHops()));
    String target = headers.getOrEmpty(":path");
    String path = PathNormalizer.normalize(target, http.path());
    if (path != null && !path.equals(target)) {
      headers.set(":path", path);
    }
    return path != null;
  }

  private void trace(HeaderList headers) {
    tracer = host.watch().tracer();
    if (tracer != null) {
      info.trace(tracer.begin(headers, value -> headers.renew("traceparent", value)));
    }
  }

  private void unpark(Route found, List<PluginSlot> slots, HeaderList headers) {
    walk.hurry();
    if (!over) {
      chain(found, slots, headers);
      begin(found, headers);
    }
    if (!walk.isParked()) {
      walk.unpark();
    }
  }

  /** The filters of the route, each with a VM. */
  private void chain(Route found, List<PluginSlot> slots, HeaderList headers) {
    List<PluginFilter> chain = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      chain.add(new PluginFilter(this, found.chain().get(i), slots.get(i)));
    }
    filters = chain;
    requestPath = new RequestPath(this, chain);
    requestPath.headers = headers;
    responsePath = new ResponsePath(this, down, chain.reversed());
  }

  private void begin(Route found, HeaderList headers) {
    idle = IdleTimer.start(host.loop(), found.timeouts().idle(), this::onIdle);
    limit(found.timeouts(), headers);
    RouteActions actions = found.actions();
    if (actions != null && actions.isEarly()) {
      EarlyActions first = new EarlyActions(this, actions);
      early = first;
      if (first.stops(headers)) {
        return;
      }
    }
    enter(headers);
  }

  /** The request goes to its plugins. */
  void enter(HeaderList headers) {
    walk.run(FilterPath::onHeaders, requestPath, headers, requestComplete);
  }

  /** What comes in is kept until {@link #unparkDelayed}. */
  void parkWhileDelayed() {
    walk.park();
  }

  void unparkDelayed(Runnable first) {
    walk.hurry();
    if (!over && !requestPath.halted()) {
      first.run();
    }
    walk.unpark();
  }

  private void limit(RouteTimeouts timeouts, HeaderList headers) {
    boolean grpc = !timeouts.maxGrpcTimeout().isZero();
    if (deadline == null && timeouts.request().isZero() && !grpc) {
      return;
    }
    RequestDeadline d = deadline;
    if (d == null) {
      d = new RequestDeadline(host.loop(), this::onDeadline);
      deadline = d;
    }
    d.limit(
        grpc
            ? GrpcTimeout.limit(headers, timeouts.maxGrpcTimeout(), timeouts.request())
            : timeouts.request());
  }

  private void onDeadline() {
    log.debug("route {}: the request has taken longer than it may", routeName());
    info.flag(
        upstream == null ? ResponseFlag.DURATION_TIMEOUT : ResponseFlag.UPSTREAM_REQUEST_TIMEOUT);
    if (responsePath.started() || replied) {
      close();
      return;
    }
    HeaderList none = new HeaderList();
    byte[] text = "the request has taken too long\n".getBytes(StandardCharsets.UTF_8);
    walk.hurry();
    sendLocalReply(new LocalReply(504, "request_timeout", none, text, DEADLINE_EXCEEDED));
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

  private void touch() {
    IdleTimer timer = idle;
    if (timer != null) {
      timer.touch();
    }
  }

  private void onIdle() {
    log.debug("route {}: no byte has passed for its idle timeout", routeName());
    info.flag(ResponseFlag.STREAM_IDLE_TIMEOUT);
    if (responsePath.started() || replied) {
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
    info.detail("via_upstream");
    info.upstreamAnswered();
    shape(headers, true);
    boolean switched = upgrade && "101".equals(headers.get(":status"));
    tunnel = switched;
    walk.run(FilterPath::onHeaders, responsePath, headers, end && !switched);
  }

  /** Past the filters: the ABI knows one response of a stream. */
  void onUpstreamInformational(HeaderList headers) {
    touch();
    if (!over && !replied && !responsePath.started()) {
      down.writeInformational(headers);
    }
  }

  void onUpstreamData(ByteBuf chunk, boolean end) {
    touch();
    if (over || responsePath.halted() || replied) {
      chunk.release();
      return;
    }
    walk.run(FilterPath::onData, responsePath, chunk, end);
  }

  void onUpstreamTrailers(HeaderList trailers) {
    if (!responsePath.halted() && !replied) {
      walk.run(() -> responsePath.onTrailers(trailers));
    }
  }

  void onUpstreamFailure(GatewayException failure, ResponseFlag flag, String detail) {
    if (over || replied) {
      return;
    }
    log.debug("route {}: {}", routeName(), failure.getMessage());
    info.flag(flag);
    LocalReply reply = LocalReplies.of(failure.status(), detail, failure.getMessage() + "\n");
    walk.run(() -> reply(reply));
  }

  // ---- what plugins ask for

  /** Runs {@code action} now, or when the walk through the filters that goes on now is done. */
  void later(Runnable action) {
    walk.later(action);
  }

  /** As {@link #later}, for what comes from within a guest call, of whatever stream. */
  void afterGuest(Runnable action) {
    if (walk.isUnderWay()) {
      walk.later(action);
    } else {
      host.loop().execute(() -> walk.run(action));
    }
  }

  /** A failed filter is out of the chain; in both directions what it held goes on unchanged. */
  void takeOut(PluginFilter filter) {
    later(() -> resumeNow(requestPath, filter));
    later(() -> resumeNow(responsePath, filter));
  }

  /** Within an event of its own. */
  void resumeNow(FilterPath path, PluginFilter filter) {
    if (!over) {
      filter.resumed();
      path.resume(filter);
    }
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
    if (!reply.detail().isEmpty()) {
      info.guestDetail(reply.detail());
    }
    if (responsePath.started()) {
      down.reset();
      over = true;
      return;
    }
    replied = true;
    cancelUpstream();
    requestPath.release();
    HeaderList request = requestPath.headers;
    HeaderList headers = LocalReplies.headers(reply, request);
    shape(headers, false);
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
    requestPath.halt();
    responsePath.halt();
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
    if (finished || walk.isUnderWay()) {
      return;
    }
    finished = true;
    walk.close();
    info.ended();
    if (idle != null) {
      idle.cancel();
    }
    if (deadline != null) {
      deadline.cancel();
    }
    if (early != null) {
      early.cancel();
    }
    requestPath.halt();
    responsePath.halt();
    cancelUpstream();
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
    StreamTrace trace = info.trace();
    if (trace != null && tracer != null) {
      tracer.end(trace, report);
    }
    down.finished(requestComplete && !tunnel);
  }

  // ---- the upstream

  void startUpstream(HeaderList headers, boolean end) {
    Route route = routing.current();
    if (route == null) {
      return;
    }
    limit(route.timeouts(), headers);
    RouteActions actions = route.actions();
    if (actions != null) {
      RouterActions router = new RouterActions(this, down, actions);
      LocalReply answer = router.answer(headers);
      if (answer != null) {
        sendLocalReply(answer);
        return;
      }
      router.request(headers);
    }
    UpstreamLeg leg = new UpstreamLeg(this, host, route, upgrade);
    upstream = leg;
    leg.start(headers, end);
  }

  void cancelUpstream() {
    UpstreamLeg leg = upstream;
    if (leg != null) {
      leg.cancel();
      upstream = null;
    }
  }

  /** Changes that the route makes to the headers of a response, before its plugins see them. */
  private void shape(HeaderList response, boolean fromUpstream) {
    Route route = routing.current();
    RouteActions actions = route == null ? null : route.actions();
    if (actions != null) {
      new RouterActions(this, down, actions).response(response, fromUpstream);
    }
  }

  /** The response's headers have passed every filter. */
  void onResponseOut(HeaderList headers) {
    if (early != null) {
      early.onResponse(headers);
    }
  }

  void startTunnel() {
    if (deadline != null) {
      deadline.cancel();
    }
    down.startTunnel();
    if (upstream != null) {
      upstream.startTunnel();
    }
  }

  void responseComplete() {
    over = true;
  }

  // ---- what the filters and properties see

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

  StreamHost host() {
    return host;
  }

  Downstream downstream() {
    return down;
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

  StreamInfo info() {
    return info;
  }

  StreamRoute routing() {
    return routing;
  }

  String routeName() {
    return routing.routeName();
  }

  /** Null while there is none. */
  @Nullable UpstreamLeg upstream() {
    return upstream;
  }

  boolean tunnel() {
    return tunnel;
  }

  boolean requestComplete() {
    return requestComplete;
  }

  boolean isOver() {
    return over;
  }
}

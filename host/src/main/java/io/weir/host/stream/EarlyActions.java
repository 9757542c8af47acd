package io.weir.host.stream;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.route.CorsPolicy;
import io.weir.host.route.FaultPolicy;
import io.weir.host.route.RouteActions;
import io.weir.proxywasm.host.LocalReply;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a route does with a request before its plugins see it: CORS, then faults. What it answers
 * passes the plugins of the response, as other answers do. Confined to the stream's loop.
 */
final class EarlyActions {
  private final Stream stream;
  private final @Nullable CorsPolicy cors;
  private final @Nullable FaultPolicy fault;

  /** Of the request, when it may read the response. */
  private @Nullable String origin;

  private @Nullable ScheduledFuture<?> delay;

  EarlyActions(Stream stream, RouteActions actions) {
    this.stream = stream;
    cors = actions.cors();
    fault = actions.fault();
  }

  /** Whether the request does not go on now: it is answered, or it waits. */
  boolean stops(HeaderList request) {
    CorsPolicy c = cors;
    if (c != null && CorsPolicy.isPreflight(request)) {
      stream.sendLocalReply(
          new LocalReply(204, "cors_preflight", c.preflight(request), new byte[0], -1));
      return true;
    }
    String from = c == null ? null : request.get("origin");
    origin = c != null && c.allows(from) ? from : null;
    FaultPolicy f = fault;
    if (f == null) {
      return false;
    }
    long nanos = f.drawDelay(ThreadLocalRandom.current());
    if (nanos == 0) {
      return aborts(f);
    }
    stream.info().flag(ResponseFlag.DELAY_INJECTED);
    stream.walk().park();
    delay = stream.host().loop().schedule(() -> delayed(f, request), nanos, TimeUnit.NANOSECONDS);
    return true;
  }

  /** What has come in meanwhile goes behind the headers. */
  private void delayed(FaultPolicy f, HeaderList request) {
    delay = null;
    Walk walk = stream.walk();
    walk.hurry();
    if (!stream.isOver() && !stream.requestPath().halted() && !aborts(f)) {
      stream.enter(request);
    }
    walk.unpark();
  }

  private boolean aborts(FaultPolicy f) {
    FaultPolicy.Fault abort = f.drawAbort(ThreadLocalRandom.current());
    if (abort == null) {
      return false;
    }
    stream.info().flag(ResponseFlag.FAULT_INJECTED);
    LocalReply reply =
        LocalReplies.of(abort.status(), "fault_filter_abort", "a fault on purpose\n");
    stream.sendLocalReply(
        new LocalReply(
            reply.status(), reply.detail(), reply.headers(), reply.body(), abort.grpcStatus()));
    return true;
  }

  /** The response has passed the plugins. */
  void onResponse(HeaderList response) {
    if (cors != null) {
      cors.respond(origin, response);
    }
  }

  void cancel() {
    if (delay != null) {
      delay.cancel(false);
      delay = null;
    }
  }
}

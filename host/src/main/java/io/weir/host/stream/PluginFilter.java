package io.weir.host.stream;

import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.observe.trace.PluginTrace;
import io.weir.host.observe.trace.StreamTrace;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.plugin.VmLease;
import io.weir.proxywasm.FilterDataStatus;
import io.weir.proxywasm.FilterHeadersStatus;
import io.weir.proxywasm.FilterTrailersStatus;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.LocalReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plugin on one stream: its context in the guest, and where it stands in both directions. */
final class PluginFilter {
  private static final Logger log = LoggerFactory.getLogger(PluginFilter.class);

  final FilterState requestState = new FilterState();
  FilterState responseState = new FilterState();

  private final Stream stream;
  private final BoundPlugin plugin;
  private final VmLease lease;
  private final @Nullable PluginVm vm;
  private final @Nullable HttpContext context;
  private final @Nullable PluginTrace trace;
  private boolean removed;
  private boolean clearsRouteCache = true;
  private boolean replied;
  private boolean repliedAgain;

  /** Holds the plugin's generation and a VM of it until {@link #end}. */
  PluginFilter(Stream stream, BoundPlugin plugin, PluginSlot slot) {
    this.stream = stream;
    this.plugin = plugin;
    StreamTrace times = stream.info().trace();
    trace =
        times == null
            ? null
            : times.plugin(
                stream.host().watch().currentPlugin(), plugin.name(), plugin.generation().number());
    lease = slot.lease();
    vm = lease.vm();
    context = vm == null ? null : vm.newHttpContext(new FilterStream(stream, this));
  }

  /** {@code name@generation}. */
  String label() {
    return plugin.name() + "@" + plugin.generation().number();
  }

  /** Whether the plugin has no part in the stream any more. */
  boolean removed() {
    return removed;
  }

  /** Whether a change of the request's headers by this filter has the route matched anew. */
  boolean clearsRouteCache() {
    return clearsRouteCache;
  }

  void clearsRouteCache(boolean clears) {
    stream.routing().settle(); // what was changed before goes by what was said before
    clearsRouteCache = clears;
  }

  boolean wantsBody(boolean request) {
    PluginVm v = vm;
    if (v == null) {
      return true; // so that its fail strategy is asked
    }
    return (request ? v.exports().onRequestBody : v.exports().onResponseBody) != null;
  }

  void resetState(boolean request) {
    if (!request) {
      responseState = new FilterState();
    }
  }

  /** A callback that the guest does not have takes no time, and is not traced. */
  FilterHeadersStatus onHeaders(boolean request, HeaderList headers, boolean end) {
    PluginTrace t = trace;
    if (t == null
        || vm == null
        || (request ? vm.exports().onRequestHeaders : vm.exports().onResponseHeaders) == null) {
      return headers(request, headers, end);
    }
    t.enter();
    try {
      FilterHeadersStatus status = headers(request, headers, end);
      t.leave(status != FilterHeadersStatus.CONTINUE);
      return status;
    } finally {
      t.out();
    }
  }

  private FilterHeadersStatus headers(boolean request, HeaderList headers, boolean end) {
    HttpContext c = context;
    if (c == null) {
      failed(unavailable());
      return FilterHeadersStatus.CONTINUE;
    }
    try {
      FilterHeadersStatus status =
          request
              ? c.onRequestHeaders(headers.size(), end)
              : c.onResponseHeaders(headers.size(), end);
      return actionCounts() ? status : FilterHeadersStatus.CONTINUE;
    } catch (PluginException e) {
      failed(e);
      return FilterHeadersStatus.CONTINUE;
    }
  }

  FilterDataStatus onBody(boolean request, int size, boolean end) {
    PluginTrace t = trace;
    if (t == null
        || vm == null
        || (request ? vm.exports().onRequestBody : vm.exports().onResponseBody) == null) {
      return body(request, size, end);
    }
    t.enter();
    try {
      FilterDataStatus status = body(request, size, end);
      t.leave(status != FilterDataStatus.CONTINUE);
      return status;
    } finally {
      t.out();
    }
  }

  private FilterDataStatus body(boolean request, int size, boolean end) {
    HttpContext c = context;
    if (c == null) {
      failed(unavailable());
      return FilterDataStatus.CONTINUE;
    }
    try {
      FilterDataStatus status = request ? c.onRequestBody(size, end) : c.onResponseBody(size, end);
      return actionCounts() ? status : FilterDataStatus.CONTINUE;
    } catch (PluginException e) {
      failed(e);
      return FilterDataStatus.CONTINUE;
    }
  }

  FilterTrailersStatus onTrailers(boolean request, HeaderList trailers) {
    PluginTrace t = trace;
    if (t == null
        || vm == null
        || (request ? vm.exports().onRequestTrailers : vm.exports().onResponseTrailers) == null) {
      return trailers(request, trailers);
    }
    t.enter();
    try {
      FilterTrailersStatus status = trailers(request, trailers);
      t.leave(status != FilterTrailersStatus.CONTINUE);
      return status;
    } finally {
      t.out();
    }
  }

  /** What it holds in that direction goes on, unless the stream is over. In an event of its own. */
  void resume(FilterPath path) {
    if (stream.isOver()) {
      return;
    }
    if (trace != null) {
      trace.resumed();
    }
    path.resume(this);
  }

  private FilterTrailersStatus trailers(boolean request, HeaderList trailers) {
    HttpContext c = context;
    if (c == null) {
      failed(unavailable());
      return FilterTrailersStatus.CONTINUE;
    }
    try {
      FilterTrailersStatus status =
          request ? c.onRequestTrailers(trailers.size()) : c.onResponseTrailers(trailers.size());
      return actionCounts() ? status : FilterTrailersStatus.CONTINUE;
    } catch (PluginException e) {
      failed(e);
      return FilterTrailersStatus.CONTINUE;
    }
  }

  /**
   * Whether the guest's action counts. After a reply it does not; when that reply is ignored too, a
   * pause would hold back the reply that is under way, which nobody would ever resume.
   */
  private boolean actionCounts() {
    boolean counts = !repliedAgain;
    repliedAgain = false;
    return counts;
  }

  /** Tells the guest that the stream is over, while it can still read all of it. */
  void log() {
    try {
      if (context != null) {
        context.log();
      }
    } catch (PluginException e) {
      log.error("plugin {}: failed in the log of a stream: {}", plugin.label(), e.getMessage());
    }
  }

  /** Ends the guest's context of the stream, and lets the generation go. */
  void end() {
    try {
      if (context != null) {
        context.end();
      }
    } catch (PluginException e) {
      log.error("plugin {}: failed at the end of a stream: {}", plugin.label(), e.getMessage());
    } finally {
      lease.release();
    }
  }

  private PluginException unavailable() {
    return new PluginException(
        PluginException.Phase.CALL,
        plugin.name() + ": no VM: it failed and is being started again",
        null);
  }

  /** Open: the plugin is taken out, and what it held goes on. Closed: 503, or a reset. */
  private void failed(PluginException failure) {
    if (removed) {
      return;
    }
    removed = true;
    if (trace != null) {
      trace.failed();
    }
    lease.logFailure("route " + stream.routeName(), plugin.failStrategy(), failure);
    if (plugin.failStrategy() == FailStrategy.FAIL_OPEN) {
      stream.later(() -> resume(stream.requestPath()));
      stream.later(() -> resume(stream.responsePath()));
      return;
    }
    stream.sendLocalReply(LocalReplies.of(503, "wasm_fail_stream", ""));
  }

  // ---- what its guest has asked for

  /** Sends the guest's reply; only its first one counts. */
  void reply(LocalReply reply) {
    if (replied) {
      repliedAgain = true;
      return;
    }
    replied = true;
    if (trace != null) {
      trace.replied();
    }
    stream.sendLocalReply(reply);
  }

  /** The VM has failed in a call that was not one of this stream's. */
  void vmFailed(PluginException failure) {
    if (hasCallbacksAhead()) {
      stream.later(() -> failed(failure));
    }
  }

  /** Streams to come get a fresh VM; this one keeps its own. */
  void rebuildVm() {
    lease.requestRebuild();
  }

  /** A plugin with nothing left to say may fail without hurting the stream. */
  private boolean hasCallbacksAhead() {
    PluginVm v = vm;
    if (v == null) {
      return false;
    }
    boolean held = requestState.paused() || responseState.paused();
    return held
        || v.exports().onResponseBody != null
        || v.exports().onResponseTrailers != null
        || (v.exports().onRequestBody != null && !stream.requestComplete())
        || (v.exports().onResponseHeaders != null && !stream.responsePath().started());
  }
}

package io.weir.host.stream;

import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.plugin.VmLease;
import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.FilterDataStatus;
import io.weir.proxywasm.FilterHeadersStatus;
import io.weir.proxywasm.FilterTrailersStatus;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.MapType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.LocalReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plugin on one stream: its context in the guest, and where it stands in both directions. */
final class PluginFilter implements HttpStream {
  private static final Logger log = LoggerFactory.getLogger(PluginFilter.class);

  final FilterState requestState = new FilterState();
  FilterState responseState = new FilterState();

  private final Stream stream;
  private final BoundPlugin plugin;
  private final VmLease lease;
  private final @Nullable PluginVm vm;
  private final @Nullable HttpContext context;
  private boolean removed;
  private boolean replied;
  private boolean repliedAgain;

  /** Holds the plugin's generation and a VM of it until {@link #end}. */
  PluginFilter(Stream stream, BoundPlugin plugin, PluginSlot slot) {
    this.stream = stream;
    this.plugin = plugin;
    lease = slot.lease();
    vm = lease.vm();
    context = vm == null ? null : vm.newHttpContext(this);
  }

  /** Whether the plugin has no part in the stream any more. */
  boolean removed() {
    return removed;
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

  FilterHeadersStatus onHeaders(boolean request, HeaderList headers, boolean end) {
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

  /** Tells the guest that the stream is over, and lets the generation go. */
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
    log.error(
        "plugin {} on route {}: {}; its fail strategy is {}",
        plugin.label(),
        stream.routeName(),
        failure.getMessage(),
        plugin.failStrategy());
    if (plugin.failStrategy() == FailStrategy.FAIL_OPEN) {
      stream.takeOut(this);
      return;
    }
    stream.failClosed();
  }

  // ---- what the guest asks for

  @Override
  public @Nullable HeaderMap headers(MapType map) {
    return switch (map) {
      case REQUEST_HEADERS -> stream.requestPath().headers;
      case REQUEST_TRAILERS -> stream.requestPath().trailers;
      case RESPONSE_HEADERS -> stream.responsePath().headers;
      case RESPONSE_TRAILERS -> stream.responsePath().trailers;
      default -> null;
    };
  }

  @Override
  public @Nullable HeaderMap createTrailers(MapType map) {
    if (map == MapType.REQUEST_TRAILERS && requestState.atLastChunk) {
      return stream.requestPath().trailers = new HeaderList();
    }
    if (map == MapType.RESPONSE_TRAILERS && responseState.atLastChunk) {
      return stream.responsePath().trailers = new HeaderList();
    }
    return null;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    HeldBody held = buffer == BufferType.HTTP_REQUEST_BODY ? requestState.held : responseState.held;
    return held.isEmpty() ? null : held;
  }

  @Override
  public byte @Nullable [] property(String path) {
    return stream.properties().get(path);
  }

  @Override
  public boolean setProperty(String path, byte[] value) {
    return stream.properties().set(path, value);
  }

  @Override
  public void sendLocalReply(LocalReply reply) {
    if (replied) {
      repliedAgain = true; // the first reply of a filter counts
      return;
    }
    replied = true;
    stream.sendLocalReply(reply);
  }

  @Override
  public void continueStream(StreamType type) {
    boolean request = type == StreamType.HTTP_REQUEST;
    FilterState st = request ? requestState : responseState;
    int callbacks = st.callbacks;
    stream.later(
        () -> {
          // What is meant is the pause of now, not one that a callback in between began.
          if (st.callbacks == callbacks) {
            stream.resume(this, request);
          }
        });
  }

  @Override
  public void closeStream(StreamType type) {
    stream.close();
  }

  @Override
  public void pluginFailed(PluginException failure) {
    if (hasCallbacksAhead()) {
      stream.later(() -> failed(failure));
    }
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
        || (v.exports().onResponseHeaders != null && !stream.responseStarted());
  }

  @Override
  public WasmResult injectResponse(byte[] data, boolean endOfStream, boolean onHeader) {
    return WasmResult.UNIMPLEMENTED;
  }

  @Override
  public HeaderMap upstreamHosts() {
    return new HeaderList();
  }

  @Override
  public WasmResult overrideUpstreamHost(String address) {
    return WasmResult.UNIMPLEMENTED;
  }
}

package io.weir.host.stream;

import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.MapType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.LocalReply;
import org.jspecify.annotations.Nullable;

/** A stream as the guest of one filter sees it, and what that guest may ask of it. */
final class FilterStream implements HttpStream {
  private final Stream stream;
  private final PluginFilter filter;

  FilterStream(Stream stream, PluginFilter filter) {
    this.stream = stream;
    this.filter = filter;
  }

  @Override
  public @Nullable HeaderMap headers(MapType map) {
    return switch (map) {
      case REQUEST_HEADERS -> {
        stream.routing().accessedBy(filter);
        yield stream.requestPath().headers;
      }
      case REQUEST_TRAILERS -> stream.requestPath().trailers;
      case RESPONSE_HEADERS -> stream.responsePath().headers;
      case RESPONSE_TRAILERS -> stream.responsePath().trailers;
      default -> null;
    };
  }

  @Override
  public @Nullable HeaderMap createTrailers(MapType map) {
    if (map == MapType.REQUEST_TRAILERS && filter.requestState.atLastChunk) {
      return stream.requestPath().trailers = new HeaderList();
    }
    if (map == MapType.RESPONSE_TRAILERS && filter.responseState.atLastChunk) {
      return stream.responsePath().trailers = new HeaderList();
    }
    return null;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    boolean request = buffer == BufferType.HTTP_REQUEST_BODY;
    HeldBody held = state(request).held;
    held.bufferLimit(path(request).bufferLimit());
    return held.isEmpty() ? null : held;
  }

  @Override
  public byte @Nullable [] property(String path) {
    return stream.properties().get(path);
  }

  @Override
  public boolean setProperty(String path, byte[] value) {
    return PropertySettings.apply(stream, filter, path, value)
        && stream.properties().own().set(path, value);
  }

  @Override
  public void sendLocalReply(LocalReply reply) {
    filter.reply(reply);
  }

  @Override
  public void continueStream(StreamType type) {
    boolean request = type == StreamType.HTTP_REQUEST;
    FilterState st = state(request);
    int callbacks = st.callbacks;
    stream.later(
        () -> {
          // What is meant is the pause of now, not one that a callback in between began.
          if (st == state(request) && st.callbacks == callbacks) {
            filter.resume(path(request));
          }
        });
  }

  @Override
  public void closeStream(StreamType type) {
    stream.close();
  }

  @Override
  public void pluginFailed(PluginException failure) {
    filter.vmFailed(failure);
  }

  @Override
  public WasmResult injectResponse(byte[] data, boolean endOfStream, boolean onHeader) {
    ResponsePath path = stream.responsePath();
    InjectedData injected = filter.responseState.injected;
    if (stream.isOver() || !path.takesInjection(filter)) {
      return WasmResult.BAD_ARGUMENT;
    }
    // A client that takes nothing stops the upstream, but not a guest.
    long waiting = path.backlog() + injected.length();
    if (waiting + data.length > path.bufferLimit() || path.isFullBehind(filter)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    injected.add(data, endOfStream);
    afterGuest(() -> path.putIn(filter));
    return WasmResult.OK;
  }

  /** As {@link Stream#later}, for what comes from within a guest call, of whatever stream. */
  private void afterGuest(Runnable action) {
    Walk walk = stream.walk();
    if (walk.isUnderWay()) {
      walk.later(action);
    } else {
      stream.host().loop().execute(() -> walk.run(action));
    }
  }

  @Override
  public HeaderMap upstreamHosts() {
    Cluster cluster = stream.routing().cluster();
    return cluster == null ? new HeaderList() : UpstreamHosts.of(stream.host().pools(), cluster);
  }

  @Override
  public WasmResult overrideUpstreamHost(String address) {
    Endpoint endpoint = UpstreamHosts.parse(address);
    if (endpoint == null) {
      return WasmResult.BAD_ARGUMENT;
    }
    stream.routing().want(endpoint);
    return WasmResult.OK;
  }

  private FilterState state(boolean request) {
    return request ? filter.requestState : filter.responseState;
  }

  private FilterPath path(boolean request) {
    return request ? stream.requestPath() : stream.responsePath();
  }
}

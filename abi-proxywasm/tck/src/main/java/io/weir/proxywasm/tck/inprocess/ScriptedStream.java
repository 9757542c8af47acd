package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.MapType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.LocalReply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream as a guest sees it; it never waits. */
final class ScriptedStream implements HttpStream {
  final Direction request;
  @Nullable Direction response;
  @Nullable LocalReply reply;
  boolean closed;
  private final Map<String, byte[]> properties = new HashMap<>();

  ScriptedStream(Direction request) {
    this.request = request;
    property("request\0path", request.headers.get(":path"));
    property("request\0method", request.headers.get(":method"));
    property("request\0host", request.headers.get(":authority"));
    property("route_name", "all");
    property("cluster_name", "origin");
  }

  private void property(String path, @Nullable String value) {
    properties.put(path, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable HeaderMap headers(MapType map) {
    Direction response = this.response;
    return switch (map) {
      case REQUEST_HEADERS -> request.headers;
      case REQUEST_TRAILERS -> request.trailers;
      case RESPONSE_HEADERS -> response == null ? null : response.headers;
      case RESPONSE_TRAILERS -> response == null ? null : response.trailers;
      default -> null;
    };
  }

  @Override
  public @Nullable HeaderMap createTrailers(MapType map) {
    Direction direction = map == MapType.REQUEST_TRAILERS ? request : response;
    boolean trailers = map == MapType.REQUEST_TRAILERS || map == MapType.RESPONSE_TRAILERS;
    if (!trailers || direction == null || !direction.atEnd) {
      return null;
    }
    direction.trailers = new Headers(List.of());
    return direction.trailers;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    Direction direction = buffer == BufferType.HTTP_REQUEST_BODY ? request : response;
    return direction == null ? null : direction.body;
  }

  @Override
  public byte @Nullable [] property(String path) {
    return properties.get(path);
  }

  @Override
  public boolean setProperty(String path, byte[] value) {
    properties.put(path, value);
    return true;
  }

  @Override
  public void sendLocalReply(LocalReply sent) {
    if (reply == null) {
      reply = sent;
    }
  }

  @Override
  public void continueStream(StreamType type) {
    // never paused
  }

  @Override
  public void closeStream(StreamType type) {
    closed = true;
  }

  @Override
  public WasmResult injectResponse(byte[] data, boolean endOfStream, boolean onHeader) {
    return WasmResult.BAD_ARGUMENT;
  }

  @Override
  public HeaderMap upstreamHosts() {
    return new Headers(List.of());
  }

  @Override
  public WasmResult overrideUpstreamHost(String address) {
    return WasmResult.BAD_ARGUMENT;
  }

  @Override
  public void pluginFailed(PluginException failure) {
    closed = true;
  }
}

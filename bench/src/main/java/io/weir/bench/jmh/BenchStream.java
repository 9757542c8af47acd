package io.weir.bench.jmh;

import io.weir.host.stream.HeaderList;
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

/** A stream with the headers of a small request and its answer, and nothing else. */
final class BenchStream implements HttpStream {
  static final String REQUEST_HEADER = "x-cycle-request";
  static final String RESPONSE_HEADER = "x-cycle-response";
  static final String VALUE = "on";

  final HeaderList request = new HeaderList();
  final HeaderList response = new HeaderList();

  BenchStream() {
    request.add(":method", "GET");
    request.add(":authority", "shop.example.com");
    request.add(":path", "/api/items?page=2");
    request.add(":scheme", "http");
    request.add("accept", "application/json");
    request.add("user-agent", "bench");
    response.add(":status", "200");
    response.add("content-type", "application/json");
    response.add("content-length", "512");
  }

  /** Takes back what the plugin added, once in some cycles: that is not what is measured. */
  void reset() {
    if (request.size() > 14) {
      request.remove(REQUEST_HEADER);
      response.remove(RESPONSE_HEADER);
    }
  }

  @Override
  public @Nullable HeaderMap headers(MapType map) {
    return switch (map) {
      case REQUEST_HEADERS -> request;
      case RESPONSE_HEADERS -> response;
      default -> null;
    };
  }

  @Override
  public @Nullable HeaderMap createTrailers(MapType map) {
    return null;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    return null;
  }

  @Override
  public byte @Nullable [] property(String path) {
    return null;
  }

  @Override
  public boolean setProperty(String path, byte[] value) {
    return false;
  }

  @Override
  public void sendLocalReply(LocalReply reply) {
    throw new IllegalStateException("local reply: " + reply.status() + " (expected: none)");
  }

  @Override
  public void continueStream(StreamType type) {}

  @Override
  public void closeStream(StreamType type) {}

  @Override
  public void pluginFailed(PluginException failure) {
    throw failure;
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

package io.weir.bench.vm;

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

/** A stream with headers, and nothing else that happens. */
public abstract class QuietStream implements HttpStream {
  public final HeaderList request = new HeaderList();
  public final HeaderList response = new HeaderList();

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

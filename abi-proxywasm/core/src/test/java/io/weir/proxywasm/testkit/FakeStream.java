package io.weir.proxywasm.testkit;

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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream that notes what is asked of it. */
public final class FakeStream implements HttpStream {
  public final Map<MapType, FakeHeaders> maps = new EnumMap<>(MapType.class);
  public final Map<BufferType, FakeBody> bodies = new EnumMap<>(BufferType.class);
  public final Map<String, byte[]> properties = new HashMap<>();
  public final List<String> events = new ArrayList<>();
  public @Nullable LocalReply reply;
  public boolean atLastChunk;

  /** What it does once it is closed. */
  public Runnable onClose = () -> {};

  public final FakeHeaders upstreamHosts = new FakeHeaders();

  public FakeStream header(MapType map, String name, String value) {
    maps.computeIfAbsent(map, m -> new FakeHeaders()).add(name, value);
    return this;
  }

  public FakeStream body(BufferType type, String text) {
    bodies.put(type, new FakeBody(text));
    return this;
  }

  @Override
  public @Nullable HeaderMap headers(MapType map) {
    return maps.get(map);
  }

  @Override
  public @Nullable HeaderMap createTrailers(MapType map) {
    boolean trailers = map == MapType.REQUEST_TRAILERS || map == MapType.RESPONSE_TRAILERS;
    return atLastChunk && trailers ? maps.computeIfAbsent(map, m -> new FakeHeaders()) : null;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    return bodies.get(buffer);
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
    reply = sent;
    events.add("reply " + sent.status() + " " + new String(sent.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void continueStream(StreamType type) {
    events.add("continue " + type);
  }

  @Override
  public void closeStream(StreamType type) {
    events.add("close " + type);
    onClose.run();
  }

  @Override
  public void pluginFailed(PluginException failure) {
    events.add("failed");
  }

  @Override
  public WasmResult injectResponse(byte[] data, boolean endOfStream, boolean onHeader) {
    events.add(
        "inject " + new String(data, StandardCharsets.UTF_8) + " " + endOfStream + " " + onHeader);
    return WasmResult.OK;
  }

  @Override
  public HeaderMap upstreamHosts() {
    return upstreamHosts;
  }

  @Override
  public WasmResult overrideUpstreamHost(String address) {
    events.add("override " + address);
    return WasmResult.OK;
  }
}

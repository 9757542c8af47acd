package io.weir.proxywasm.testkit;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.TcpStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A TCP connection that notes what is asked of it. */
public final class FakeTcpStream implements TcpStream {
  public final Map<BufferType, FakeBody> data = new EnumMap<>(BufferType.class);
  public final List<String> events = new ArrayList<>();

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    return data.get(buffer);
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
  public void continueStream(StreamType type) {
    events.add("continue " + type);
  }

  @Override
  public void closeStream(StreamType type) {
    events.add("close " + type);
  }

  @Override
  public void pluginFailed(PluginException failure) {
    events.add("failed");
  }
}

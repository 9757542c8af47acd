package io.weir.proxywasm.testkit;

import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes gRPC calls; a test answers them. It knows every upstream but {@code nowhere}. */
public final class FakeGrpc implements GrpcCallout {
  /** One call, and what was asked of it. */
  public static final class FakeCall implements Call {
    public final String target;
    public final HeaderMap metadata;
    public final int timeoutMillis;
    public final Listener listener;
    public final List<String> events = new ArrayList<>();

    private FakeCall(String target, HeaderMap metadata, int timeoutMillis, Listener listener) {
      this.target = target;
      this.metadata = metadata;
      this.timeoutMillis = timeoutMillis;
      this.listener = listener;
    }

    @Override
    public void send(byte[] message, boolean endOfStream) {
      events.add(new String(message, StandardCharsets.UTF_8) + (endOfStream ? " end" : ""));
    }

    @Override
    public void halfClose() {
      events.add("half-close");
    }

    @Override
    public void cancel() {
      events.add("cancel");
    }

    /** A message from the peer. */
    public void message(String text) {
      listener.onMessage(new FakeBody(text));
    }
  }

  public final List<FakeCall> calls = new ArrayList<>();

  @Override
  public @Nullable Call start(
      String upstream,
      String service,
      String method,
      HeaderMap initialMetadata,
      int timeoutMillis,
      Listener listener) {
    if (upstream.equals("nowhere")) {
      return null;
    }
    String target = upstream + "/" + service + "/" + method;
    FakeCall call = new FakeCall(target, initialMetadata, timeoutMillis, listener);
    calls.add(call);
    return call;
  }
}

package io.weir.host.callout;

import io.weir.host.observe.trace.CalloutTrace;
import io.weir.host.observe.trace.CurrentPlugin;
import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import org.jspecify.annotations.Nullable;

/** gRPC calls that belong to the trace of the stream that they are made for. On the loop. */
public final class TracedGrpcCallouts implements GrpcCallout {
  private final GrpcCallout calls;
  private final CurrentPlugin current;

  public TracedGrpcCallouts(GrpcCallout calls, CurrentPlugin current) {
    this.calls = calls;
    this.current = current;
  }

  @Override
  public @Nullable Call start(
      String upstream,
      String service,
      String method,
      HeaderMap initialMetadata,
      int timeoutMillis,
      Listener listener) {
    if (!current.isTraced()) {
      return calls.start(upstream, service, method, initialMetadata, timeoutMillis, listener);
    }
    HeaderList metadata = HttpCallouts.copied(initialMetadata);
    CalloutTrace trace = current.begin(service + "/" + method, upstream, metadata);
    Listener hears = trace == null ? listener : new Traced(trace, listener);
    Call call = calls.start(upstream, service, method, metadata, timeoutMillis, hears);
    if (trace != null && call == null) {
      trace.end(-1);
    }
    return call;
  }

  private record Traced(CalloutTrace trace, Listener listener) implements Listener {
    @Override
    public void onInitialMetadata(HeaderMap metadata) {
      trace.hear(() -> listener.onInitialMetadata(metadata));
    }

    @Override
    public void onMessage(BodyBuffer message) {
      trace.hear(() -> listener.onMessage(message));
    }

    @Override
    public void onTrailingMetadata(HeaderMap metadata) {
      trace.hear(() -> listener.onTrailingMetadata(metadata));
    }

    @Override
    public void onClose(int status, String message) {
      trace.end(status);
      trace.hear(() -> listener.onClose(status, message));
    }
  }
}

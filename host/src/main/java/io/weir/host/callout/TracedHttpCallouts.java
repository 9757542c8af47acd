package io.weir.host.callout;

import io.weir.host.observe.trace.CalloutTrace;
import io.weir.host.observe.trace.CurrentPlugin;
import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import org.jspecify.annotations.Nullable;

/** HTTP calls that belong to the trace of the stream that they are made for. On the loop. */
public final class TracedHttpCallouts implements HttpCallout {
  private final HttpCallout calls;
  private final CurrentPlugin current;

  public TracedHttpCallouts(HttpCallout calls, CurrentPlugin current) {
    this.calls = calls;
    this.current = current;
  }

  @Override
  public WasmResult call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener) {
    if (!current.isTraced()) {
      return calls.call(upstream, headers, body, trailers, timeoutMillis, listener);
    }
    HeaderList copy = HttpCallouts.copied(headers);
    CalloutTrace trace = current.begin(copy.getOrEmpty(":method"), upstream, copy);
    Listener hears = trace == null ? listener : new Traced(trace, listener);
    WasmResult result = calls.call(upstream, copy, body, trailers, timeoutMillis, hears);
    if (trace != null && result != WasmResult.OK) {
      trace.end(-1);
    }
    return result;
  }

  private record Traced(CalloutTrace trace, Listener listener) implements Listener {
    @Override
    public void onResponse(HeaderMap headers, BodyBuffer body, @Nullable HeaderMap trailers) {
      int status = HeaderList.status(headers.get(":status"));
      trace.end(status == 0 ? -1 : status);
      trace.hear(() -> listener.onResponse(headers, body, trailers));
    }

    @Override
    public void onReset(String reason) {
      trace.end(-1);
      trace.hear(() -> listener.onReset(reason));
    }
  }
}

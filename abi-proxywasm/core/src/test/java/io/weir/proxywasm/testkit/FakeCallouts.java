package io.weir.proxywasm.testkit;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import java.util.ArrayList;
import java.util.List;

/** Notes calls; a test answers them. */
public final class FakeCallouts implements HttpCallout {
  /** One call. */
  public record Call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener) {
    /** Answers with a status, a body and no trailers. */
    public void answer(String status, String body) {
      FakeHeaders headers = new FakeHeaders();
      headers.add(":status", status);
      listener.onResponse(headers, new FakeBody(body), null);
    }
  }

  public final List<Call> calls = new ArrayList<>();
  public WasmResult result = WasmResult.OK;

  @Override
  public WasmResult call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener) {
    if (result == WasmResult.OK) {
      calls.add(new Call(upstream, headers, body, trailers, timeoutMillis, listener));
    }
    return result;
  }
}

package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP calls of one VM. The root context owns them: each token gets exactly one answer, also
 * when the stream that asked is gone. Calls made before the VM has a loop wait until it is adopted.
 */
final class HttpCallouts {
  // What Envoy answers get_status with when a stream is reset; plugins know it.
  private static final int RESET = 11;
  private static final String RESET_MESSAGE = "reset";

  private record Request(
      int token,
      String upstream,
      SimpleHeaderMap headers,
      byte[] body,
      SimpleHeaderMap trailers,
      int timeoutMillis,
      long bytes) {}

  private final GuestVm vm;
  private final CallsInFlight inFlight;
  private final CallStatus status;
  private final RootCallbacks root;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private @Nullable HttpCallout callout;

  // What the callback that runs now may read.
  private @Nullable HeaderMap headers;
  private @Nullable HeaderMap trailers;
  private @Nullable BodyBuffer body;

  HttpCallouts(GuestVm vm, CallsInFlight inFlight, CallStatus status, RootCallbacks root) {
    this.vm = vm;
    this.inFlight = inFlight;
    this.status = status;
    this.root = root;
  }

  /** Sends what was asked for while there was no loop; from now on calls go out at once. */
  void adopt(HttpCallout callout) {
    this.callout = callout;
    Request request;
    while ((request = waiting.poll()) != null) {
      if (send(callout, request) != WasmResult.OK) {
        inFlight.end(request.bytes);
        reset(request.token, "no such upstream: " + request.upstream);
      }
    }
  }

  WasmResult dispatch(
      String upstream,
      SimpleHeaderMap headers,
      byte[] body,
      SimpleHeaderMap trailers,
      int timeoutMillis,
      int tokenAddress) {
    int token = inFlight.token(CallsInFlight.HTTP);
    long bytes = (long) body.length + headers.byteSize() + trailers.byteSize();
    if (!inFlight.begin(bytes)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    WasmResult result =
        sendOrWait(new Request(token, upstream, headers, body, trailers, timeoutMillis, bytes));
    if (result != WasmResult.OK) {
      inFlight.end(bytes);
      return result;
    }
    vm.memory().writeInt(tokenAddress, token);
    return WasmResult.OK;
  }

  private WasmResult sendOrWait(Request request) {
    HttpCallout now = callout;
    if (now != null) {
      return send(now, request);
    }
    if (!vm.services().upstreams().contains(request.upstream)) {
      return WasmResult.BAD_ARGUMENT;
    }
    waiting.add(request);
    return WasmResult.OK;
  }

  private WasmResult send(HttpCallout callout, Request r) {
    return callout.call(
        r.upstream,
        r.headers,
        r.body,
        r.trailers,
        r.timeoutMillis,
        new HttpCallout.Listener() {
          @Override
          public void onResponse(HeaderMap headers, BodyBuffer body, @Nullable HeaderMap trailers) {
            inFlight.end(r.bytes);
            answer(r.token, headers, body, trailers);
          }

          @Override
          public void onReset(String reason) {
            inFlight.end(r.bytes);
            reset(r.token, reason);
          }
        });
  }

  private void reset(int token, String reason) {
    if (vm.isInCall()) {
      vm.afterCall(() -> reset(token, reason)); // told too early: a guest is never re-entered
      return;
    }
    vm.debug("http call " + token + ": " + reason);
    answer(token, null, null, null);
  }

  private void answer(
      int token,
      @Nullable HeaderMap headers,
      @Nullable BodyBuffer body,
      @Nullable HeaderMap trailers) {
    this.headers = headers;
    this.body = body;
    this.trailers = trailers;
    if (headers == null) {
      status.set(RESET, RESET_MESSAGE);
    }
    root.call(
        vm.exports().onHttpCallResponse,
        token,
        headers == null ? 0 : headers.size(),
        body == null ? 0 : body.length(),
        trailers == null ? 0 : trailers.size());
    status.clear();
    this.headers = null;
    this.body = null;
    this.trailers = null;
  }

  void close() {
    waiting.clear();
  }

  @Nullable HeaderMap headers() {
    return headers;
  }

  @Nullable HeaderMap trailers() {
    return trailers;
  }

  @Nullable BodyBuffer body() {
    return body;
  }
}

package io.weir.proxywasm.internal;

import io.weir.proxywasm.PluginException;
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
public final class Callouts {
  private static final int TOKEN_STEP = 4; // the low two bits tell the kind of call, 0 is HTTP

  // What Envoy answers get_status with when a stream is reset; plugins know it.
  private static final int RESET = 11;
  private static final String RESET_MESSAGE = "reset";

  private record Request(
      int token,
      String upstream,
      SimpleHeaderMap headers,
      byte[] body,
      SimpleHeaderMap trailers,
      int timeoutMillis) {}

  private final GuestVm vm;
  private final int limit;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private @Nullable HttpCallout callout;
  private @Nullable CallContext root;
  private int nextToken = TOKEN_STEP;
  private int inFlight;
  private boolean closed;

  // What the callback that runs now may read.
  private @Nullable HeaderMap headers;
  private @Nullable HeaderMap trailers;
  private @Nullable BodyBuffer body;
  private int statusCode;
  private String statusMessage = "";

  Callouts(GuestVm vm, int limit) {
    this.vm = vm;
    this.limit = limit;
  }

  /** Sends what was asked for while there was no loop; from now on calls go out at once. */
  public void adopt(HttpCallout callout, CallContext root) {
    this.callout = callout;
    this.root = root;
    Request request;
    while ((request = waiting.poll()) != null) {
      Request r = request;
      if (send(callout, r) != WasmResult.OK) {
        reset(r.token, "no such upstream: " + r.upstream);
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
    if (inFlight + waiting.size() >= limit) {
      return WasmResult.INTERNAL_FAILURE;
    }
    int token = nextToken;
    Request request = new Request(token, upstream, headers, body, trailers, timeoutMillis);
    HttpCallout now = callout;
    if (now == null) {
      waiting.add(request);
    } else {
      WasmResult result = send(now, request);
      if (result != WasmResult.OK) {
        return result;
      }
    }
    nextToken += TOKEN_STEP;
    vm.memory().writeInt(tokenAddress, token);
    return WasmResult.OK;
  }

  private WasmResult send(HttpCallout callout, Request r) {
    int token = r.token;
    WasmResult result =
        callout.call(
            r.upstream,
            r.headers,
            r.body,
            r.trailers,
            r.timeoutMillis,
            new HttpCallout.Listener() {
              @Override
              public void onResponse(
                  HeaderMap headers, BodyBuffer body, @Nullable HeaderMap trailers) {
                inFlight--;
                answer(token, headers, body, trailers);
              }

              @Override
              public void onReset(String reason) {
                inFlight--;
                reset(token, reason);
              }
            });
    if (result == WasmResult.OK) {
      inFlight++;
    }
    return result;
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
    GuestCallback callback = vm.exports().onHttpCallResponse;
    CallContext root = this.root;
    if (closed || vm.failure() != null || callback == null || root == null) {
      return;
    }
    this.headers = headers;
    this.body = body;
    this.trailers = trailers;
    statusCode = headers == null ? RESET : 0;
    statusMessage = headers == null ? RESET_MESSAGE : "";
    try {
      vm.call(
          callback,
          root,
          root.id,
          token,
          headers == null ? 0 : headers.size(),
          body == null ? 0 : body.length(),
          trailers == null ? 0 : trailers.size());
    } catch (PluginException e) {
      return; // the VM told its failure listener and its streams already
    } finally {
      this.headers = null;
      this.body = null;
      this.trailers = null;
    }
  }

  void close() {
    closed = true;
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

  int statusCode() {
    return statusCode;
  }

  String statusMessage() {
    return statusMessage;
  }
}

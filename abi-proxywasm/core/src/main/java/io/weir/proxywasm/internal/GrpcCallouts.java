package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC calls and streams of one VM; the root context owns them. Those begun before the VM has a
 * loop go out when it is adopted.
 */
final class GrpcCallouts {
  private final GuestVm vm;
  private final CallsInFlight inFlight;
  private final CallStatus status;
  private final RootCallbacks root;
  private final Map<Integer, GrpcExchange> open = new LinkedHashMap<>();
  private @Nullable GrpcCallout callout;

  // What the callback that runs now may read.
  private @Nullable HeaderMap initialMetadata;
  private @Nullable HeaderMap trailingMetadata;
  private @Nullable BodyBuffer message;

  GrpcCallouts(GuestVm vm, CallsInFlight inFlight, CallStatus status, RootCallbacks root) {
    this.vm = vm;
    this.inFlight = inFlight;
    this.status = status;
    this.root = root;
  }

  void adopt(GrpcCallout callout) {
    this.callout = callout;
    for (GrpcExchange exchange : List.copyOf(open.values())) {
      // A guest that is told of one may cancel the next.
      if (open.containsKey(exchange.token) && !exchange.start(callout)) {
        exchange.noUpstream();
      }
    }
  }

  /**
   * Begins a call or a stream.
   *
   * @param kind of token
   * @param message of a call; null for a stream
   */
  WasmResult begin(
      int kind, GrpcExchange.Request request, byte @Nullable [] message, int tokenAddress) {
    long bytes = request.metadata().byteSize() + (message == null ? 0L : message.length);
    if (!inFlight.begin(bytes)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    GrpcExchange exchange = new GrpcExchange(freshToken(kind), this, request, bytes);
    if (!startOrWait(exchange)) {
      inFlight.end(bytes);
      return WasmResult.PARSE_FAILURE; // as Envoy says it
    }
    open.put(exchange.token, exchange);
    if (message != null) {
      exchange.send(message, true);
    }
    vm.memory().writeInt(tokenAddress, exchange.token);
    return WasmResult.OK;
  }

  /** A stream may outlive many tokens: the one that is left after a wrap must be free. */
  private int freshToken(int kind) {
    int token = inFlight.token(kind);
    while (open.containsKey(token)) {
      token = inFlight.token(kind);
    }
    return token;
  }

  private boolean startOrWait(GrpcExchange exchange) {
    GrpcCallout now = callout;
    return now == null
        ? vm.services().upstreams().contains(exchange.upstream())
        : exchange.start(now);
  }

  WasmResult send(int token, byte[] bytes, boolean endOfStream) {
    GrpcExchange exchange = open.get(token);
    if (CallsInFlight.kind(token) != CallsInFlight.GRPC_STREAM) {
      return WasmResult.BAD_ARGUMENT;
    }
    if (exchange == null) {
      return WasmResult.NOT_FOUND;
    }
    if (exchange.isHalfClosed()) {
      return WasmResult.BAD_ARGUMENT;
    }
    if (callout == null) {
      if (!inFlight.hold(bytes.length)) {
        return WasmResult.INTERNAL_FAILURE;
      }
      exchange.hold(bytes.length);
    }
    exchange.send(bytes, endOfStream);
    return WasmResult.OK;
  }

  /** Ends the guest's side of a stream, whose answers still come; a call it takes back. */
  WasmResult close(int token) {
    GrpcExchange exchange = open.get(token);
    if (exchange != null && CallsInFlight.kind(token) == CallsInFlight.GRPC_STREAM) {
      exchange.halfClose();
      return WasmResult.OK;
    }
    return cancel(token);
  }

  WasmResult cancel(int token) {
    int kind = CallsInFlight.kind(token);
    if (kind != CallsInFlight.GRPC_CALL && kind != CallsInFlight.GRPC_STREAM) {
      return WasmResult.BAD_ARGUMENT;
    }
    GrpcExchange exchange = open.get(token);
    if (exchange == null) {
      return WasmResult.NOT_FOUND;
    }
    forget(exchange);
    exchange.cancel();
    return WasmResult.OK;
  }

  private boolean forget(GrpcExchange exchange) {
    if (open.remove(exchange.token, exchange)) {
      inFlight.end(exchange.held());
      return true;
    }
    return false;
  }

  void close() {
    for (GrpcExchange exchange : List.copyOf(open.values())) {
      forget(exchange);
      exchange.cancel();
    }
  }

  // ---- what exchanges tell

  void initialMetadata(int token, HeaderMap metadata) {
    initialMetadata = metadata;
    root.call(vm.exports().onGrpcInitialMetadata, token, metadata.size());
    initialMetadata = null;
  }

  void message(int token, BodyBuffer bytes) {
    message = bytes;
    root.call(vm.exports().onGrpcReceive, token, bytes.length());
    message = null;
  }

  void trailingMetadata(int token, HeaderMap metadata) {
    trailingMetadata = metadata;
    root.call(vm.exports().onGrpcTrailingMetadata, token, metadata.size());
    trailingMetadata = null;
  }

  void answered(GrpcExchange exchange, BodyBuffer bytes) {
    if (forget(exchange)) {
      message(exchange.token, bytes);
    }
  }

  void closed(GrpcExchange exchange, int code, String why) {
    if (!forget(exchange)) {
      return;
    }
    status.set(code, why);
    root.call(vm.exports().onGrpcClose, exchange.token, code);
    status.clear();
  }

  // ---- what host calls read

  @Nullable HeaderMap initialMetadata() {
    return initialMetadata;
  }

  @Nullable HeaderMap trailingMetadata() {
    return trailingMetadata;
  }

  @Nullable BodyBuffer message() {
    return message;
  }
}

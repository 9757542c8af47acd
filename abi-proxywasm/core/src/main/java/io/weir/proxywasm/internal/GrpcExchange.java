package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call or stream of a guest, from its token to its end. What the guest sends before there
 * is a loop waits here.
 */
final class GrpcExchange implements GrpcCallout.Listener {
  /** What a guest asks for. */
  record Request(
      String upstream,
      String service,
      String method,
      SimpleHeaderMap metadata,
      int timeoutMillis) {}

  private record Message(byte[] bytes, boolean endOfStream) {}

  // gRPC status numbers.
  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;

  final int token;
  private final GrpcCallouts owner;
  private final Request request;
  private final Deque<Message> early = new ArrayDeque<>();
  private GrpcCallout.@Nullable Call call;
  private @Nullable BytesBuffer response;
  private boolean halfClosed;
  private boolean closesWithoutMessage;
  private long held;

  GrpcExchange(int token, GrpcCallouts owner, Request request, long held) {
    this.token = token;
    this.owner = owner;
    this.request = request;
    this.held = held;
  }

  private boolean isUnary() {
    return CallsInFlight.kind(token) == CallsInFlight.GRPC_CALL;
  }

  String upstream() {
    return request.upstream;
  }

  /** The bytes that count for this call. */
  long held() {
    return held;
  }

  /** Counts further bytes that wait. */
  void hold(long bytes) {
    held += bytes;
  }

  /** Nothing more can be sent. */
  boolean isHalfClosed() {
    return halfClosed;
  }

  /** Begins, and sends what waits; false when there is no such upstream. */
  boolean start(GrpcCallout callout) {
    GrpcCallout.Call started =
        callout.start(
            request.upstream,
            request.service,
            request.method,
            request.metadata,
            request.timeoutMillis,
            this);
    call = started;
    if (started == null) {
      return false;
    }
    Message message;
    while ((message = early.poll()) != null) {
      started.send(message.bytes, message.endOfStream);
    }
    if (closesWithoutMessage) {
      started.halfClose();
    }
    return true;
  }

  void send(byte[] message, boolean endOfStream) {
    halfClosed |= endOfStream;
    GrpcCallout.Call now = call;
    if (now == null) {
      early.add(new Message(message, endOfStream));
    } else {
      now.send(message, endOfStream);
    }
  }

  void halfClose() {
    if (halfClosed) {
      return;
    }
    halfClosed = true;
    closesWithoutMessage = true;
    if (call != null) {
      call.halfClose();
    }
  }

  void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  // ---- the answer: of a call one message or one failure, of a stream all that comes

  @Override
  public void onInitialMetadata(HeaderMap metadata) {
    if (!isUnary()) {
      owner.initialMetadata(token, metadata);
    }
  }

  @Override
  public void onMessage(BodyBuffer message) {
    if (isUnary()) {
      response = BytesBuffer.copyOf(message); // whether it counts is known with the status
    } else {
      owner.message(token, message);
    }
  }

  @Override
  public void onTrailingMetadata(HeaderMap metadata) {
    if (!isUnary()) {
      owner.trailingMetadata(token, metadata);
    }
  }

  @Override
  public void onClose(int status, String message) {
    BytesBuffer answer = response;
    if (!isUnary() || status != 0) {
      owner.closed(this, status, message);
    } else if (answer == null) {
      owner.closed(this, INTERNAL, "the peer sent no message");
    } else {
      owner.answered(this, answer);
    }
  }

  void noUpstream() {
    owner.closed(this, UNAVAILABLE, "no such upstream: " + request.upstream);
  }
}

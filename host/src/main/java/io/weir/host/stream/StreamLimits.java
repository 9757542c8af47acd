package io.weir.host.stream;

import io.weir.host.config.RouteTimeouts;
import io.weir.proxywasm.host.LocalReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that one stream may take, as a whole and without a byte, by the route that it has now.
 * Made only for a route that limits it. Confined to the loop.
 */
final class StreamLimits {
  private static final Logger log = LoggerFactory.getLogger(StreamLimits.class);

  private static final int DEADLINE_EXCEEDED = 4; // of gRPC

  private final Stream stream;
  private Duration idleLimit = Duration.ZERO;
  private @Nullable IdleTimer idle;
  private @Nullable RequestDeadline deadline;

  StreamLimits(Stream stream) {
    this.stream = stream;
  }

  /** Whether a route with these times needs any of this. */
  static boolean areIn(RouteTimeouts timeouts) {
    return !timeouts.idle().isZero()
        || !timeouts.request().isZero()
        || !timeouts.maxGrpcTimeout().isZero();
  }

  /**
   * The times of the route from now on. What the whole may take still counts from where it did; a
   * limit of idleness that is another one counts from now.
   */
  void set(RouteTimeouts timeouts, HeaderList request) {
    setIdle(timeouts.idle());
    setWhole(timeouts, request);
  }

  private void setIdle(Duration limit) {
    if (limit.equals(idleLimit)) {
      return;
    }
    if (idle != null) {
      idle.cancel();
    }
    idleLimit = limit;
    idle = IdleTimer.start(stream.host().loop(), limit, this::onIdle);
  }

  private void setWhole(RouteTimeouts timeouts, HeaderList request) {
    boolean grpc = !timeouts.maxGrpcTimeout().isZero();
    RequestDeadline d = deadline;
    if (d == null && timeouts.request().isZero() && !grpc) {
      return;
    }
    if (d == null) {
      d = new RequestDeadline(stream.host().loop(), this::onDeadline);
      deadline = d;
    }
    d.limit(
        grpc
            ? GrpcTimeout.limit(request, timeouts.maxGrpcTimeout(), timeouts.request())
            : timeouts.request());
  }

  /** A byte has passed. */
  void touch() {
    if (idle != null) {
      idle.touch();
    }
  }

  /** The whole may take for ever, as that of a tunnel may. */
  void endWhole() {
    if (deadline != null) {
      deadline.cancel();
    }
  }

  /** The stream is over. */
  void cancel() {
    if (idle != null) {
      idle.cancel();
    }
    endWhole();
  }

  private void onIdle() {
    log.debug("route {}: no byte has passed for its idle timeout", stream.routeName());
    stream.info().flag(ResponseFlag.STREAM_IDLE_TIMEOUT);
    if (isAnswered()) {
      stream.close();
    } else {
      stream.sendLocalReply(
          LocalReplies.of(504, "stream_idle_timeout", "nothing has passed for too long\n"));
    }
  }

  private void onDeadline() {
    log.debug("route {}: the request has taken longer than it may", stream.routeName());
    stream
        .info()
        .flag(
            stream.requestPath().upstream() == null
                ? ResponseFlag.DURATION_TIMEOUT
                : ResponseFlag.UPSTREAM_REQUEST_TIMEOUT);
    if (isAnswered()) {
      stream.close();
      return;
    }
    HeaderList none = new HeaderList();
    byte[] text = "the request has taken too long\n".getBytes(StandardCharsets.UTF_8);
    stream.walk().hurry();
    stream.sendLocalReply(new LocalReply(504, "request_timeout", none, text, DEADLINE_EXCEEDED));
  }

  /** Whether it is too late for an answer that says so. */
  private boolean isAnswered() {
    return stream.responsePath().started() || stream.responsePath().replied();
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.route.Route;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of a stream: picks an endpoint, waits for a connection, keeps what was sent
 * meanwhile, and sees to the time limit and to the one retry of a request that a kept-alive
 * connection lost before anything could come of it.
 */
final class UpstreamLeg implements UpstreamListener {
  private final Stream stream;
  private final StreamHost host;
  private final Route route;
  private final boolean upgrade;
  private final HeldBody waiting = new HeldBody();

  private @Nullable Cluster cluster;
  private @Nullable HeaderList headers;
  private boolean headersEnd;
  private @Nullable UpstreamRequest request;
  private @Nullable HeaderList waitingTrailers;
  private boolean waitingEnd;
  private boolean bodySent;
  private boolean answered;
  private boolean retried;
  private boolean cancelled;
  private @Nullable ScheduledFuture<?> timer;

  UpstreamLeg(Stream stream, StreamHost host, Route route, boolean upgrade) {
    this.stream = stream;
    this.host = host;
    this.route = route;
    this.upgrade = upgrade;
  }

  void start(HeaderList headers, boolean end) {
    this.headers = headers;
    this.headersEnd = end && !upgrade;
    // A plugin may have changed path, host or method: the upstream is that of the request as it is
    // now.
    Cluster picked = stream.routing().cluster();
    if (picked == null) {
      fail(
          new GatewayException(
              GatewayException.Source.INTERNAL, 500, false, "the route has no backend"),
          ResponseFlag.NO_CLUSTER_FOUND,
          "cluster_not_found");
      return;
    }
    cluster = picked;
    connect(picked);
    if (headersEnd || upgrade) {
      armTimer();
    }
  }

  private void connect(Cluster picked) {
    stream.info().attempt();
    Endpoint wanted = stream.routing().wanted(picked);
    host.pools().acquire(wanted == null ? picked : picked.only(wanted), this);
  }

  void writeData(ByteBuf chunk, boolean end) {
    UpstreamRequest r = request;
    if (r == null) {
      waiting.append(chunk);
      waitingEnd |= end;
    } else {
      bodySent = true;
      r.writeData(chunk, end);
    }
    if (end) {
      armTimer();
    }
  }

  void writeTrailers(HeaderList trailers) {
    UpstreamRequest r = request;
    if (r == null) {
      waitingTrailers = trailers;
    } else {
      r.writeTrailers(trailers);
    }
    armTimer();
  }

  boolean isWritable() {
    UpstreamRequest r = request;
    return r != null && r.isWritable();
  }

  void read() {
    UpstreamRequest r = request;
    if (r != null) {
      r.read();
    }
  }

  /** The response opened a tunnel: no time limit applies any more. */
  void startTunnel() {
    cancelTimer();
  }

  void cancel() {
    cancelled = true;
    cancelTimer();
    waiting.release();
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
  }

  // ---- what the pool and the connection tell

  @Override
  public void onConnected(UpstreamRequest connected) {
    HeaderList h = headers;
    if (cancelled || h == null) {
      connected.cancel();
      return;
    }
    request = connected;
    stream.info().upstream(connected.remoteAddress());
    connected.writeHeaders(h, headersEnd, upgrade);
    if (!waiting.isEmpty()) {
      bodySent = true;
      connected.writeData(waiting.take(), waitingEnd);
    }
    HeaderList trailers = waitingTrailers;
    if (trailers != null) {
      connected.writeTrailers(trailers);
      waitingTrailers = null;
    }
    stream.onProgress();
  }

  @Override
  public void onUpstreamInformational(HeaderList headers) {
    if (!cancelled) {
      stream.onUpstreamInformational(headers);
    }
  }

  @Override
  public void onUpstreamHeaders(HeaderList answer, boolean end) {
    answered = true;
    cancelTimer();
    if (!cancelled) {
      stream.onUpstreamHeaders(answer, end);
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (cancelled) {
      chunk.release();
      return;
    }
    stream.onUpstreamData(chunk, end);
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    if (!cancelled) {
      stream.onUpstreamTrailers(trailers);
    }
  }

  @Override
  public void onUpstreamReadComplete() {
    if (!cancelled) {
      stream.onProgress();
    }
  }

  @Override
  public void onUpstreamWritable() {
    if (!cancelled) {
      stream.onProgress();
    }
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    if (cancelled) {
      return;
    }
    UpstreamRequest lost = request;
    request = null;
    Cluster c = cluster;
    if (mayRetry(lost, failure) && c != null) {
      retried = true;
      connect(c);
      return;
    }
    if (lost == null) {
      stream.info().transportFailure(String.valueOf(failure.getMessage()));
      fail(
          failure,
          ResponseFlag.UPSTREAM_CONNECTION_FAILURE,
          "upstream_reset_before_response_started{connection_failure}");
    } else if (failure.status() == 502 && !answered) {
      fail(
          failure,
          ResponseFlag.UPSTREAM_PROTOCOL_ERROR,
          "upstream_reset_before_response_started{protocol_error}");
    } else {
      fail(
          failure,
          ResponseFlag.UPSTREAM_CONNECTION_TERMINATION,
          answered
              ? "upstream_reset_after_response_started{connection_termination}"
              : "upstream_reset_before_response_started{connection_termination}");
    }
  }

  /**
   * Nothing irreversible was sent: no body, a method that may be repeated, no byte of an answer.
   */
  private boolean mayRetry(@Nullable UpstreamRequest lost, GatewayException failure) {
    HeaderList h = headers;
    if (retried || answered || bodySent || upgrade || h == null || !failure.retryable()) {
      return false;
    }
    return lost == null || lost.unprocessed() || (lost.reused() && isSafe(h.getOrEmpty(":method")));
  }

  private static boolean isSafe(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
      default -> false;
    };
  }

  private void fail(GatewayException failure, ResponseFlag flag, String detail) {
    cancelTimer();
    stream.onUpstreamFailure(failure, flag, detail);
  }

  private void armTimer() {
    Duration limit = route.timeouts().backendRequest();
    if (limit.isZero() || answered || cancelled || timer != null) {
      return;
    }
    timer = host.loop().schedule(this::timedOut, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void timedOut() {
    timer = null;
    if (cancelled || answered) {
      return;
    }
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
    cancelled = true;
    stream.onUpstreamFailure(
        new GatewayException(
            GatewayException.Source.UPSTREAM,
            504,
            false,
            "upstream "
                + stream.routing().clusterName()
                + " gave no answer in "
                + route.timeouts().backendRequest().toMillis()
                + " ms"),
        ResponseFlag.UPSTREAM_REQUEST_TIMEOUT,
        "upstream_response_timeout");
  }
}

package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.route.RetryPolicy;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.PickContext;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRefusedException;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of a stream: picks an endpoint, waits for a connection, keeps what was sent
 * meanwhile, and sees to the time limit and to the one retry of a request that a kept-alive
 * connection lost before anything could come of it.
 */
final class UpstreamLeg extends Deadline implements UpstreamListener, PickContext {
  private final Stream stream;
  private final StreamHost host;
  private final Route route;
  private final boolean upgrade;
  private @Nullable HeldBody waiting;

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
  private @Nullable Retrier retrier;
  private @Nullable Attempt attempt;
  private @Nullable Mirrors mirrors;
  private boolean complete;
  private boolean responseEnded;
  private boolean tunnel;
  private @Nullable Endpoint tried;
  private @Nullable String cookie;

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
    complete = headersEnd || upgrade;
    RouteActions actions = route.actions();
    if (actions != null && !upgrade) {
      prepare(actions, picked, headers);
    }
    connect(picked);
    if (complete) {
      armTimer();
    }
  }

  private void prepare(RouteActions actions, Cluster picked, HeaderList headers) {
    RetryPolicy policy = actions.retry();
    if (policy != null) {
      retrier = new Retrier(stream, host, policy, picked);
    }
    if (!actions.mirrors().isEmpty()) {
      mirrors = Mirrors.start(host, actions.mirrors(), headers, headersEnd);
    }
  }

  private void connect(Cluster picked) {
    stream.info().attempt();
    cookie = null;
    host.pools().acquire(picked, this, listener());
  }

  /** Of the next try. */
  private UpstreamListener listener() {
    Retrier r = retrier;
    HeaderList h = headers;
    if (r == null || h == null) {
      return this;
    }
    if (r.policy().attemptCountHeader()) {
      h.set("x-envoy-attempt-count", Integer.toString(r.attempt()));
    }
    Attempt next = new Attempt(this);
    attempt = next;
    return next;
  }

  /**
   * Gives the present try up and sends the request again, later, if that is allowed.
   *
   * @param late whether the try has taken too long
   */
  private boolean again(boolean late) {
    Retrier r = retrier;
    Cluster c = cluster;
    if (r == null || c == null || !r.again(() -> resend(r, c))) {
      return false;
    }
    if (attempt != null) {
      attempt.giveUp();
    }
    disarm();
    UpstreamRequest old = request;
    request = null;
    if (old != null && late) {
      old.timedOut();
    } else if (old != null) {
      old.cancel();
    }
    return true;
  }

  private void resend(Retrier r, Cluster c) {
    releaseWaiting();
    if (r.body().hasBegun()) {
      waiting().append(r.body().copy());
      waitingEnd = r.body().hasEnded();
    }
    waitingTrailers = r.body().trailers();
    connect(c);
    if (complete) {
      armTimer();
    }
  }

  // ---- what the choice of an endpoint may go by

  @Override
  public @Nullable HeaderList headers() {
    return headers;
  }

  @Override
  public @Nullable SocketAddress client() {
    SocketAddress client = stream.info().client(); // behind proxies that are trusted, not they
    return client != null ? client : stream.downstream().remoteAddress();
  }

  @Override
  public @Nullable Endpoint wanted() {
    return stream.routing().wanted();
  }

  @Override
  public boolean tried(Endpoint endpoint) {
    Retrier r = retrier;
    return r == null ? retried && endpoint.equals(tried) : r.hasTried(endpoint);
  }

  @Override
  public void onPicked(Endpoint endpoint) {
    tried = endpoint;
    if (retrier != null) {
      retrier.tries(endpoint);
    }
  }

  @Override
  public void onCookie(String setCookie) {
    cookie = setCookie;
  }

  void writeData(ByteBuf chunk, boolean end) {
    complete |= end;
    copy(chunk, end);
    UpstreamRequest r = request;
    if (r == null) {
      waiting().append(chunk);
      waitingEnd |= end;
    } else {
      bodySent = true;
      r.writeData(chunk, end);
    }
    if (end) {
      armTimer();
      letGoIfDone();
    }
  }

  /** For retries and mirrors; {@code chunk} stays the caller's. */
  private void copy(ByteBuf chunk, boolean end) {
    if (retrier != null && !answered) {
      retrier.body().keep(chunk, end, !retrier.isWaiting());
    }
    if (mirrors != null) {
      mirrors.data(chunk, end);
    }
  }

  void writeTrailers(HeaderList trailers) {
    complete = true;
    if (retrier != null) {
      retrier.body().keepTrailers(trailers);
    }
    if (mirrors != null) {
      mirrors.trailers(trailers);
    }
    UpstreamRequest r = request;
    if (r == null) {
      waitingTrailers = trailers;
    } else {
      bodySent = true;
      r.writeTrailers(trailers);
    }
    armTimer();
    letGoIfDone();
  }

  /** What is sent while there is no connection. */
  private HeldBody waiting() {
    HeldBody made = waiting;
    if (made == null) {
      made = new HeldBody();
      waiting = made;
    }
    return made;
  }

  private void releaseWaiting() {
    if (waiting != null) {
      waiting.release();
    }
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
    tunnel = true;
    disarm();
  }

  /**
   * Request and response are complete: the connection is another stream's from now on, while this
   * one may live on, as its response waits for a plugin or a slow client.
   */
  private void letGoIfDone() {
    if (responseEnded && complete && !tunnel) {
      request = null;
    }
  }

  private void responseEnded() {
    responseEnded = true;
    letGoIfDone();
  }

  void cancel() {
    cancelled = true;
    disarm();
    releaseWaiting();
    if (retrier != null) {
      retrier.end();
    }
    if (mirrors != null) {
      mirrors.requestEnded();
    }
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
    HeldBody body = waiting;
    if (body != null && !body.isEmpty()) {
      bodySent = true;
      connected.writeData(body.take(), waitingEnd);
    }
    HeaderList trailers = waitingTrailers;
    if (trailers != null) {
      bodySent = true;
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
    if (!answered && !cancelled && retrier != null && retrier.refuses(answer) && again(false)) {
      return;
    }
    answered = true;
    if (retrier != null) {
      retrier.settle();
    }
    disarm();
    if (cookie != null) {
      answer.add("set-cookie", cookie);
    }
    if (!cancelled) {
      stream.onUpstreamHeaders(answer, end);
    }
    if (end) {
      responseEnded();
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (cancelled) {
      chunk.release();
      return;
    }
    stream.onUpstreamData(chunk, end);
    if (end) {
      responseEnded();
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    if (!cancelled) {
      stream.onUpstreamTrailers(trailers);
    }
    responseEnded();
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
    if (failure instanceof UpstreamRefusedException refused) {
      refused(refused);
      return;
    }
    UpstreamRequest lost = request;
    request = null;
    Cluster c = cluster;
    if (retriesFailure(lost, failure) && again(false)) {
      return;
    }
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

  /** Whether the route's policy takes the failure for a reason. */
  private boolean retriesFailure(@Nullable UpstreamRequest lost, GatewayException failure) {
    Retrier r = retrier;
    if (r == null || answered || failure.source() != GatewayException.Source.UPSTREAM) {
      return false;
    }
    if (lost == null) {
      return r.policy().retriesConnectFailure();
    }
    return lost.unprocessed() ? r.policy().retriesRefused() : r.policy().retriesReset();
  }

  private void refused(UpstreamRefusedException refused) {
    switch (refused.reason()) {
      case OVERFLOW ->
          fail(
              refused,
              ResponseFlag.UPSTREAM_OVERFLOW,
              "upstream_reset_before_response_started{overflow}");
      case NO_HEALTHY_ENDPOINT ->
          fail(refused, ResponseFlag.NO_HEALTHY_UPSTREAM, "no_healthy_upstream");
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
    disarm();
    stream.onUpstreamFailure(failure, flag, detail);
  }

  private void armTimer() {
    Duration limit = route.timeouts().backendRequest();
    if (limit.isZero() || answered || cancelled || isArmed()) {
      return;
    }
    host.deadlines().arm(this, limit.toNanos());
  }

  /** The upstream has taken too long. */
  @Override
  protected void expired() {
    if (cancelled || answered) {
      return;
    }
    if (retrier != null && retrier.policy().retriesReset() && again(true)) {
      return;
    }
    if (attempt != null) {
      attempt.giveUp();
    }
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.timedOut();
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

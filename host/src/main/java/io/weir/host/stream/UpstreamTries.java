package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.route.RetryPolicy;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.PickContext;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one request: to which endpoint each goes, and whether there is another one. That is
 * up to the route's policy, but for the one retry of a request that a kept-alive connection lost
 * before anything could come of it. Confined to the loop.
 */
final class UpstreamTries implements PickContext {
  private final Stream stream;
  private final UpstreamLeg leg;
  private final Cluster cluster;
  private final @Nullable Retrier retrier;
  private @Nullable Endpoint picked;
  private @Nullable String cookie;
  private boolean repeated;

  /**
   * @param leg hears of each try
   * @param policy null when the route has none
   */
  UpstreamTries(Stream stream, UpstreamLeg leg, Cluster cluster, @Nullable RetryPolicy policy) {
    this.stream = stream;
    this.leg = leg;
    this.cluster = cluster;
    this.retrier = policy == null ? null : new Retrier(stream, stream.host(), policy, cluster);
  }

  /** Asks for a connection. */
  void next() {
    stream.info().attempt();
    cookie = null;
    Retrier r = retrier;
    UpstreamListener listener = r == null ? leg : r.next(leg, leg.requestHeaders());
    stream.host().pools().acquire(cluster, this, listener);
  }

  // ---- whether there is another one

  /** Keeps a copy of {@code chunk}, which stays the caller's, if the request may be sent again. */
  void keep(ByteBuf chunk, boolean end) {
    if (retrier != null) {
      retrier.body().keep(chunk, end, !retrier.isWaiting());
    }
  }

  void keepTrailers(HeaderList trailers) {
    if (retrier != null) {
      retrier.body().keepTrailers(trailers);
    }
  }

  /** Whether a response with these headers is a reason for another try. */
  boolean refuses(HeaderList answer) {
    return retrier != null && retrier.refuses(answer);
  }

  /**
   * Whether a failure before the response is a reason for another try.
   *
   * @param lost null when there was no connection
   */
  boolean retries(GatewayException failure, @Nullable UpstreamRequest lost) {
    return retrier != null && retrier.retries(failure, lost);
  }

  /** Whether it is one that the response takes too long. */
  boolean retriesLate() {
    return retrier != null && retrier.retriesLate();
  }

  /**
   * Gives the present try up and sends the request again after a while, if policy and budget allow
   * that.
   *
   * @param sent runs when the next try has begun
   */
  boolean again(UpstreamSender sender, Runnable sent) {
    Retrier r = retrier;
    return r != null
        && r.again(
            () -> {
              sender.replay(r.body());
              next();
              sent.run();
            });
  }

  /** Begins the one try more that needs no policy, unless {@code failure} forbids it. */
  boolean repeat(GatewayException failure) {
    if (repeated || stream.isUpgrade() || !failure.retryable()) {
      return false;
    }
    repeated = true;
    next();
    return true;
  }

  // ---- how they end

  /** A response is on its way to the client: there is no other try any more. */
  void settle(HeaderList answer) {
    if (retrier != null) {
      retrier.settle();
    }
    if (cookie != null) {
      answer.add("set-cookie", cookie);
    }
  }

  /** Nothing that comes of the present try counts. */
  void giveUp() {
    if (retrier != null) {
      retrier.giveUp();
    }
  }

  /** The request is over. */
  void end() {
    if (retrier != null) {
      retrier.end();
    }
  }

  // ---- what the choice of an endpoint may go by

  @Override
  public HeaderList headers() {
    return leg.requestHeaders();
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
    return r == null ? repeated && endpoint.equals(picked) : r.hasTried(endpoint);
  }

  @Override
  public void onPicked(Endpoint endpoint) {
    picked = endpoint;
    if (retrier != null) {
      retrier.tries(endpoint);
    }
  }

  @Override
  public void onCookie(String setCookie) {
    cookie = setCookie;
  }
}

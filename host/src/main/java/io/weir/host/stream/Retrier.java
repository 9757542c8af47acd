package io.weir.host.stream;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.route.RetryPolicy;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when one request is sent again: by its route's policy, as often as that and the
 * budget allow, while all that was sent is still at hand. Confined to the loop.
 */
final class Retrier {
  private final Stream stream;
  private final StreamHost host;
  private final RetryPolicy policy;
  private final Cluster cluster;
  private final RetryBudget budget;
  private final ReplayBody body;
  private final List<Endpoint> tried = new ArrayList<>(2);
  private @Nullable Attempt current;
  private @Nullable ScheduledFuture<?> backoff;
  private int retries;
  private boolean counted;
  private boolean ended;

  Retrier(Stream stream, StreamHost host, RetryPolicy policy, Cluster cluster) {
    this.stream = stream;
    this.host = host;
    this.policy = policy;
    this.cluster = cluster;
    this.body = new ReplayBody(policy.bufferBytes());
    this.budget = host.actions().budget(cluster.name());
    budget.requestBegan();
  }

  ReplayBody body() {
    return body;
  }

  /** Whether the request waits for its next try. */
  boolean isWaiting() {
    return backoff != null;
  }

  /**
   * Begins a try, whose number is told to the upstream where the policy says so.
   *
   * @return what hears of it, and tells {@code leg} until the try is given up
   */
  UpstreamListener next(UpstreamListener leg, HeaderList request) {
    if (policy.attemptCountHeader()) {
      request.set("x-envoy-attempt-count", Integer.toString(retries + 1));
    }
    Attempt next = new Attempt(leg);
    current = next;
    return next;
  }

  /** Nothing that comes of the present try counts. */
  void giveUp() {
    if (current != null) {
      current.giveUp();
    }
  }

  /** An endpoint is tried now. */
  void tries(Endpoint endpoint) {
    tried.add(endpoint);
  }

  /** Whether an endpoint was tried before, so that another one is better. */
  boolean hasTried(Endpoint endpoint) {
    return tried.contains(endpoint);
  }

  /** Whether a response with these headers is no success. */
  boolean refuses(HeaderList answer) {
    if (policy.retriesStatus(answer.status())) {
      return true;
    }
    return policy.looksAtGrpc() && policy.retriesGrpcStatus(number(answer.get("grpc-status")));
  }

  /**
   * Whether the policy takes a failure before the response for a reason.
   *
   * @param lost null when there was no connection
   */
  boolean retries(GatewayException failure, @Nullable UpstreamRequest lost) {
    if (failure.source() != GatewayException.Source.UPSTREAM) {
      return false;
    }
    if (lost == null) {
      return policy.retriesConnectFailure();
    }
    return lost.unprocessed() ? policy.retriesRefused() : policy.retriesReset();
  }

  /** Whether the policy takes it for a reason that a try has taken too long. */
  boolean retriesLate() {
    return policy.retriesReset();
  }

  /** Up to three digits, else 0, which is no reason for anything. */
  private static int number(@Nullable String text) {
    return Math.max(0, Digits.of(text, 3));
  }

  /**
   * Gives the present try up and sends the request again after a while, if that is allowed.
   *
   * @param send on the loop, unless {@link #end} comes first
   */
  boolean again(Runnable send) {
    if (ended || !body.isWhole()) {
      return false;
    }
    if (retries >= policy.attempts()) {
      stream.info().flag(ResponseFlag.UPSTREAM_RETRY_LIMIT_EXCEEDED);
      return false;
    }
    if (!counted && !begin()) {
      host.actions().retryRefused();
      return false;
    }
    counted = true;
    retries++;
    host.actions().retried();
    long nanos = policy.backoffNanos(retries, ThreadLocalRandom.current().nextDouble());
    backoff =
        host.loop()
            .schedule(
                () -> {
                  backoff = null;
                  send.run();
                },
                nanos,
                TimeUnit.NANOSECONDS);
    giveUp();
    return true;
  }

  /** By the budget, then by the circuit breaker. */
  private boolean begin() {
    if (!budget.tryRetry(policy)) {
      return false;
    }
    if (host.pools().tryRetry(cluster.name())) {
      return true;
    }
    budget.retryEnded();
    stream.info().flag(ResponseFlag.UPSTREAM_OVERFLOW);
    return false;
  }

  /**
   * A response is on its way to the client: nothing is sent again any more. It may take for ever,
   * and holds no other request's retry up.
   */
  void settle() {
    body.release();
    endRetry();
  }

  private void endRetry() {
    if (counted) {
      counted = false;
      host.pools().retryEnded(cluster.name());
      budget.retryEnded();
    }
  }

  /** The request is over. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    body.release();
    if (backoff != null) {
      backoff.cancel(false);
      backoff = null;
    }
    endRetry();
    budget.requestEnded();
    if (budget.isUnused()) {
      host.actions().unused(cluster.name());
    }
  }
}

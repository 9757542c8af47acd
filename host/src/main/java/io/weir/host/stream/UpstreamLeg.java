package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.route.Mirror;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRefusedException;
import io.weir.host.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of a stream: what is sent, what comes of it, and the time limit of a try. To
 * which endpoints it goes is up to {@link UpstreamTries}. Confined to the loop.
 */
final class UpstreamLeg extends Deadline implements UpstreamListener {
  private final Stream stream;
  private final Route route;
  private final UpstreamSender sender;
  private final UpstreamTries tries;
  private @Nullable Mirrors mirrors;
  private boolean answered;
  private boolean cancelled;
  private boolean responseEnded;
  private boolean tunnel;

  /**
   * @param end there is no body
   */
  UpstreamLeg(Stream stream, Route route, Cluster cluster, HeaderList headers, boolean end) {
    this.stream = stream;
    this.route = route;
    this.sender = new UpstreamSender(headers, end, stream.isUpgrade());
    RouteActions actions = stream.isUpgrade() ? null : route.actions();
    this.tries = new UpstreamTries(stream, this, cluster, actions == null ? null : actions.retry());
  }

  void start() {
    RouteActions actions = stream.isUpgrade() ? null : route.actions();
    List<Mirror> copies = actions == null ? List.of() : actions.mirrors();
    if (!copies.isEmpty()) {
      mirrors = Mirrors.start(stream.host(), copies, sender.headers(), sender.isComplete());
    }
    tries.next();
    armTimer();
  }

  HeaderList requestHeaders() {
    return sender.headers();
  }

  // ---- what the stream does

  /** The leg owns {@code chunk}. */
  void writeData(ByteBuf chunk, boolean end) {
    if (!answered) {
      tries.keep(chunk, end);
    }
    if (mirrors != null) {
      mirrors.data(chunk, end);
    }
    sender.data(chunk, end);
    if (end) {
      armTimer();
      letGoIfDone();
    }
  }

  void writeTrailers(HeaderList trailers) {
    tries.keepTrailers(trailers);
    if (mirrors != null) {
      mirrors.trailers(trailers);
    }
    sender.trailers(trailers);
    armTimer();
    letGoIfDone();
  }

  boolean isWritable() {
    return sender.isWritable();
  }

  /** Asks for more of the response. */
  void read() {
    sender.read();
  }

  /** The response opened a tunnel: no time limit applies any more. */
  void startTunnel() {
    tunnel = true;
    disarm();
  }

  void cancel() {
    cancelled = true;
    disarm();
    sender.release();
    tries.end();
    if (mirrors != null) {
      mirrors.requestEnded();
    }
    UpstreamRequest r = sender.disconnect();
    if (r != null) {
      r.cancel();
    }
  }

  // ---- what the pool and the connection tell

  @Override
  public void onConnected(UpstreamRequest connected) {
    if (cancelled) {
      connected.cancel();
      return;
    }
    stream.info().upstream(connected.remoteAddress());
    sender.connected(connected, stream.isUpgrade());
    stream.onProgress();
  }

  @Override
  public void onUpstreamInformational(HeaderList headers) {
    if (!cancelled) {
      stream.responsePath().onUpstreamInformational(headers);
    }
  }

  @Override
  public void onUpstreamHeaders(HeaderList answer, boolean end) {
    if (!cancelled && stream.checksKey() && isWrong(answer)) {
      giveUp(false);
      fail(UpstreamFailure.wrongKey());
      return;
    }
    if (!answered && !cancelled && tries.refuses(answer) && again(false)) {
      return;
    }
    answered = true;
    disarm();
    tries.settle(answer);
    if (!cancelled) {
      stream.responsePath().onUpstreamHeaders(answer, end);
    }
    if (end) {
      responseEnded();
    }
  }

  private boolean isWrong(HeaderList answer) {
    return answer.status() == 101 && !WebSocketKey.isAnswered(sender.headers(), answer);
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (cancelled) {
      chunk.release();
      return;
    }
    stream.responsePath().onUpstreamData(chunk, end);
    if (end) {
      responseEnded();
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    if (!cancelled) {
      stream.responsePath().onUpstreamTrailers(trailers);
    }
    responseEnded();
  }

  private void responseEnded() {
    responseEnded = true;
    letGoIfDone();
  }

  /**
   * Request and response are complete: the connection is another stream's from now on, while this
   * one may live on, as its response waits for a plugin or a slow client.
   */
  private void letGoIfDone() {
    if (responseEnded && sender.isComplete() && !tunnel) {
      sender.disconnect();
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

  // ---- what goes wrong

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    if (cancelled) {
      return;
    }
    if (failure instanceof UpstreamRefusedException refused) {
      fail(UpstreamFailure.refused(refused));
      return;
    }
    UpstreamRequest lost = sender.disconnect();
    if (!answered && tries.retries(failure, lost) && again(false)) {
      return;
    }
    if (!answered && sender.mayRepeat(lost) && tries.repeat(failure)) {
      return;
    }
    if (lost != null) {
      fail(UpstreamFailure.lost(failure, answered));
      return;
    }
    stream.info().transportFailure(String.valueOf(failure.getMessage()));
    fail(UpstreamFailure.unconnected(failure));
  }

  /**
   * Gives the present try up and sends the request again, later, if that is allowed.
   *
   * @param late whether the try has taken too long
   */
  private boolean again(boolean late) {
    if (!tries.again(sender, this::armTimer)) {
      return false;
    }
    disarm();
    UpstreamRequest old = sender.disconnect();
    if (old != null && late) {
      old.timedOut();
    } else if (old != null) {
      old.cancel();
    }
    return true;
  }

  private void fail(UpstreamFailure failure) {
    disarm();
    stream.responsePath().onUpstreamFailure(failure);
  }

  // ---- the time limit of a try

  /** The time runs from the end of the request. */
  private void armTimer() {
    Duration limit = route.timeouts().backendRequest();
    if (limit.isZero() || !sender.isComplete() || answered || cancelled || isArmed()) {
      return;
    }
    stream.host().deadlines().arm(this, limit.toNanos());
  }

  /** The upstream has taken too long. */
  @Override
  protected void expired() {
    if (cancelled || answered || (tries.retriesLate() && again(true))) {
      return;
    }
    giveUp(true);
    Duration limit = route.timeouts().backendRequest();
    fail(UpstreamFailure.late(stream.routing().clusterName(), limit));
  }

  /**
   * Nothing that comes of the request counts any more.
   *
   * @param late whether it has taken too long
   */
  private void giveUp(boolean late) {
    tries.giveUp();
    UpstreamRequest r = sender.disconnect();
    if (r != null && late) {
      r.timedOut();
    } else if (r != null) {
      r.cancel();
    }
    cancelled = true;
  }
}

package io.weir.host.upstream.health;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/** A probe that is a request: sends it, and reads the answer to its end. */
abstract class ProbeListener implements UpstreamListener {
  /** A body that is longer is not read to its end. */
  private static final int MAX_BODY = 64 << 10;

  private final Outcome outcome;
  private @Nullable UpstreamRequest request;
  private int length;
  private boolean givenUp;

  ProbeListener(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What the endpoint is called by in a request: as it was configured, be it a name. */
  static String authority(Cluster endpoint) {
    return endpoint.settings().endpoints().getFirst().address();
  }

  /** Writes the request. */
  abstract void send(UpstreamRequest request);

  /** The head of the answer; null while it is good. */
  abstract @Nullable String head(HeaderList headers);

  /** The whole of the answer has come; null when it is good. */
  @Nullable String complete(@Nullable HeaderList trailers) {
    return null;
  }

  /** A part of the body, which stays the caller's. */
  void body(ByteBuf chunk) {}

  @Override
  public void onConnected(UpstreamRequest connected) {
    if (givenUp) {
      connected.cancel();
      return;
    }
    request = connected;
    send(connected);
    connected.read();
  }

  @Override
  public void onUpstreamHeaders(HeaderList headers, boolean end) {
    String failure = head(headers);
    if (failure != null) {
      over(failure);
    } else if (end) {
      over(complete(headers));
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    length += chunk.readableBytes();
    body(chunk);
    chunk.release();
    if (end || length > MAX_BODY) {
      over(complete(null));
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    over(complete(trailers));
  }

  @Override
  public void onUpstreamReadComplete() {
    UpstreamRequest r = request;
    if (r != null) {
      r.read();
    }
  }

  @Override
  public void onUpstreamWritable() {
    // what is sent is small
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    request = null;
    outcome.done(String.valueOf(failure.getMessage()));
  }

  /** Nobody waits for it any more: an endpoint that never answers must not keep connections. */
  final void giveUp() {
    givenUp = true;
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
  }

  private void over(@Nullable String failure) {
    UpstreamRequest r = request;
    request = null;
    if (r == null) {
      return;
    }
    r.cancel(); // closes what is not complete
    outcome.done(failure);
  }
}

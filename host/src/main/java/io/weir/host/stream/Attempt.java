package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;

/**
 * One try of a request that may be sent more than once: what comes of a try that was given up is
 * heard no more. Confined to the loop.
 */
final class Attempt implements UpstreamListener {
  private final UpstreamListener leg;
  private boolean over;

  Attempt(UpstreamListener leg) {
    this.leg = leg;
  }

  /** From now on nothing of it counts. */
  void giveUp() {
    over = true;
  }

  @Override
  public void onConnected(UpstreamRequest request) {
    if (over) {
      request.cancel();
    } else {
      leg.onConnected(request);
    }
  }

  @Override
  public void onUpstreamInformational(HeaderList headers) {
    if (!over) {
      leg.onUpstreamInformational(headers);
    }
  }

  @Override
  public void onUpstreamHeaders(HeaderList headers, boolean end) {
    if (!over) {
      leg.onUpstreamHeaders(headers, end);
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (over) {
      chunk.release();
    } else {
      leg.onUpstreamData(chunk, end);
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    if (!over) {
      leg.onUpstreamTrailers(trailers);
    }
  }

  @Override
  public void onUpstreamReadComplete() {
    if (!over) {
      leg.onUpstreamReadComplete();
    }
  }

  @Override
  public void onUpstreamWritable() {
    if (!over) {
      leg.onUpstreamWritable();
    }
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    if (!over) {
      leg.onUpstreamFailure(failure);
    }
  }
}

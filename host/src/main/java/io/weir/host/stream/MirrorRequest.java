package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a request on its way to another upstream, whose answer nobody sees. It never holds the
 * request up: what its upstream does not take in time is kept up to a size, and then it is given
 * up. Confined to the loop.
 */
final class MirrorRequest implements UpstreamListener {
  /** The most that waits to be sent, in bytes: what one read of the client may bring at once. */
  static final int MAX_WAITING = 1 << 20;

  /** The longest that a mirrored request may take. */
  static final int MAX_SECONDS = 60;

  private final StreamHost host;
  private final HeaderList headers = new HeaderList();
  private final boolean headersEnd;
  private final HeldBody waiting = new HeldBody();
  private final ScheduledFuture<?> timer;
  private @Nullable UpstreamRequest request;
  private @Nullable HeaderList trailers;
  private int counted;
  private boolean sent;
  private boolean over;

  private MirrorRequest(StreamHost host, HeaderList original, boolean end) {
    this.host = host;
    this.headersEnd = end;
    this.sent = end;
    for (int i = 0; i < original.size(); i++) {
      headers.add(original.name(i), original.value(i));
    }
    timer = host.loop().schedule(() -> end(false), MAX_SECONDS, TimeUnit.SECONDS);
  }

  /** Null when too many are under way. */
  static @Nullable MirrorRequest start(
      StreamHost host, Cluster cluster, HeaderList headers, boolean end) {
    if (!host.actions().beginMirror()) {
      return null;
    }
    MirrorRequest mirror = new MirrorRequest(host, headers, end);
    host.pools().acquire(cluster, mirror);
    return mirror;
  }

  // ---- what the request does

  /** {@code chunk} stays the caller's. */
  void data(ByteBuf chunk, boolean end) {
    if (over) {
      return;
    }
    sent |= end;
    waiting.append(chunk.retainedSlice());
    flush();
    if (!count() || waiting.length() > MAX_WAITING) {
      end(false);
    }
  }

  /** Tells the worker what waits now; false when that is too much, over all mirrors. */
  private boolean count() {
    int more = waiting.length() - counted;
    counted += more;
    return host.actions().mirrorWaits(more);
  }

  void trailers(HeaderList last) {
    if (!over) {
      sent = true;
      trailers = last;
      flush();
    }
  }

  /** The request is over, for whatever reason: one that was not whole is given up. */
  void requestEnded() {
    if (!sent) {
      end(false);
    }
  }

  private void flush() {
    UpstreamRequest r = request;
    if (r == null || !r.isWritable()) {
      return;
    }
    HeaderList last = trailers;
    if (!waiting.isEmpty()) {
      r.writeData(waiting.take(), sent && last == null);
    }
    if (last != null) {
      trailers = null;
      r.writeTrailers(last);
    }
  }

  private void end(boolean complete) {
    if (over) {
      return;
    }
    over = true;
    timer.cancel(false);
    waiting.release();
    count();
    host.actions().endMirror(complete);
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
  }

  // ---- what its upstream does

  @Override
  public void onConnected(UpstreamRequest connected) {
    if (over) {
      connected.cancel();
      return;
    }
    request = connected;
    connected.writeHeaders(headers, headersEnd, false);
    flush();
    count();
    connected.read();
  }

  @Override
  public void onUpstreamHeaders(HeaderList answer, boolean end) {
    if (end) {
      end(sent);
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    chunk.release();
    if (end) {
      end(sent);
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList last) {
    end(sent);
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
    if (!over) {
      flush();
      count();
    }
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    request = null;
    end(false);
  }
}

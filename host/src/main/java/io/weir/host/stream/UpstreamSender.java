package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to an upstream, on one connection after another where it is tried again.
 * What comes while there is none waits here. Owns what waits. Confined to the loop.
 */
final class UpstreamSender {
  private final HeaderList headers;
  private final boolean headersEnd;
  private @Nullable UpstreamRequest request;
  private @Nullable HeldBody waiting;
  private @Nullable HeaderList waitingTrailers;
  private boolean waitingEnd;
  private boolean bodySent;
  private boolean complete;

  /**
   * @param end there is no body
   * @param upgrade another protocol is asked for: what follows the headers is not the request's
   */
  UpstreamSender(HeaderList headers, boolean end, boolean upgrade) {
    this.headers = headers;
    this.headersEnd = end && !upgrade;
    this.complete = end || upgrade;
  }

  HeaderList headers() {
    return headers;
  }

  /** Whether all of the request has come from the client; it may wait here. */
  boolean isComplete() {
    return complete;
  }

  // ---- what comes from the client

  /** The sender owns {@code chunk}. */
  void data(ByteBuf chunk, boolean end) {
    complete |= end;
    UpstreamRequest r = request;
    if (r == null) {
      waiting().append(chunk);
      waitingEnd |= end;
    } else {
      bodySent = true;
      r.writeData(chunk, end);
    }
  }

  void trailers(HeaderList trailers) {
    complete = true;
    UpstreamRequest r = request;
    if (r == null) {
      waitingTrailers = trailers;
    } else {
      bodySent = true;
      r.writeTrailers(trailers);
    }
  }

  private HeldBody waiting() {
    HeldBody made = waiting;
    if (made == null) {
      made = new HeldBody();
      waiting = made;
    }
    return made;
  }

  // ---- the connection

  /** The headers go out, and what has waited. */
  void connected(UpstreamRequest connection, boolean upgrade) {
    request = connection;
    connection.writeHeaders(headers, headersEnd, upgrade);
    HeldBody body = waiting;
    if (body != null && !body.isEmpty()) {
      bodySent = true;
      connection.writeData(body.take(), waitingEnd);
    }
    HeaderList trailers = waitingTrailers;
    if (trailers != null) {
      bodySent = true;
      connection.writeTrailers(trailers);
      waitingTrailers = null;
    }
  }

  /** Has no connection any more, and returns the one that it had. */
  @Nullable UpstreamRequest disconnect() {
    UpstreamRequest had = request;
    request = null;
    return had;
  }

  boolean isWritable() {
    UpstreamRequest r = request;
    return r != null && r.isWritable();
  }

  /** Asks for more of the response. */
  void read() {
    UpstreamRequest r = request;
    if (r != null) {
      r.read();
    }
  }

  // ---- once more

  /** For the next connection all of what was sent waits again. */
  void replay(ReplayBody body) {
    release();
    if (body.hasBegun()) {
      waiting().append(body.copy());
      waitingEnd = body.hasEnded();
    }
    waitingTrailers = body.trailers();
  }

  /**
   * Whether the request may go to another connection without a policy that says so: nothing
   * irreversible was sent, which is no body and a method that may be repeated.
   *
   * @param lost null when there was no connection
   */
  boolean mayRepeat(@Nullable UpstreamRequest lost) {
    if (bodySent) {
      return false;
    }
    return lost == null
        || lost.unprocessed()
        || (lost.reused() && isSafe(headers.getOrEmpty(":method")));
  }

  private static boolean isSafe(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
      default -> false;
    };
  }

  /** Frees what waits. */
  void release() {
    if (waiting != null) {
      waiting.release();
    }
  }
}

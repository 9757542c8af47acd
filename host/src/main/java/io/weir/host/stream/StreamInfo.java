package io.weir.host.stream;

import io.weir.host.observe.record.StreamRecord;
import io.weir.host.observe.trace.StreamTrace;
import io.weir.host.observe.trace.Tracer;
import java.net.SocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is noted of one stream for its properties and its line in the access log. */
final class StreamInfo {
  private static final int MAX_DETAIL = 1024;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private final long startNanos = System.nanoTime();
  private final long startedAtMillis = System.currentTimeMillis();
  private long requestBytes;
  private long responseBytes;
  private long flags;
  private long endNanos;
  private long upstreamHeaders = -1;
  private @Nullable Tracer tracer;
  private @Nullable StreamTrace trace;
  private int attempts;
  private @Nullable String detail;
  private @Nullable String transportFailure;
  private @Nullable SocketAddress upstream;
  private @Nullable SocketAddress client;
  private @Nullable String originalTarget;

  /** Some bytes of the request's body have come in. */
  void requested(int bytes) {
    requestBytes += bytes;
  }

  /** Some bytes of the response's body have gone out. */
  void responded(int bytes) {
    responseBytes += bytes;
  }

  void flag(ResponseFlag flag) {
    flags |= flag.bit();
  }

  /** Why the response is as it is. */
  void detail(String why) {
    detail = why;
  }

  /** As {@link #detail}, in the words of a guest, which are cut and kept on one line. */
  void guestDetail(String why) {
    String text = why.length() > MAX_DETAIL ? why.substring(0, MAX_DETAIL) : why;
    detail = CONTROLS.matcher(text).replaceAll("?");
  }

  /** An upstream is tried, for the first time or again. */
  void attempt() {
    attempts++;
    if (trace != null) {
      trace.attempt();
    }
  }

  /**
   * The route has rewritten the path.
   *
   * @param target path and query as they were; null when they have not changed
   */
  void rewritten(@Nullable String target) {
    originalTarget = target;
  }

  /** Path and query as they were before the route rewrote them; null when it has not. */
  @Nullable String originalTarget() {
    return originalTarget;
  }

  /** Where the request came from, as far as proxies before the gateway are believed. */
  void client(@Nullable SocketAddress address) {
    client = address;
  }

  /** Null before the stream has started, or when it is not known. */
  @Nullable SocketAddress client() {
    return client;
  }

  /** A connection to the upstream is there. */
  void upstream(@Nullable SocketAddress address) {
    upstream = address;
    if (trace != null) {
      trace.connected(address);
    }
  }

  /** No connection to the upstream could be had. */
  void transportFailure(String why) {
    transportFailure = why;
  }

  /** The upstream's response headers are there. */
  void upstreamAnswered() {
    upstreamHeaders = System.nanoTime() - startNanos;
  }

  /**
   * Has spans made of the stream, if the tracer takes it.
   *
   * @param with null when nothing is traced
   */
  void trace(@Nullable Tracer with, HeaderList request) {
    tracer = with;
    if (with != null) {
      trace = with.begin(request, value -> request.renew("traceparent", value));
    }
  }

  /** Null when it has none. */
  @Nullable StreamTrace trace() {
    return trace;
  }

  void ended() {
    endNanos = System.nanoTime();
  }

  /** Hands the spans on, if there are any. */
  void endTrace(StreamRecord record) {
    if (trace != null && tracer != null) {
      tracer.end(trace, record);
    }
  }

  /** Since 1970, in nanoseconds. */
  long startedAtNanos() {
    return startedAtMillis * 1_000_000;
  }

  /** In nanoseconds; -1 while the stream lives. */
  long duration() {
    return endNanos == 0 ? -1 : endNanos - startNanos;
  }

  /** The duration so far, in nanoseconds. */
  long age() {
    return (endNanos == 0 ? System.nanoTime() : endNanos) - startNanos;
  }

  /** From the start to the upstream's response headers, in nanoseconds; -1 for none. */
  long upstreamHeaders() {
    return upstreamHeaders;
  }

  long requestBytes() {
    return requestBytes;
  }

  long responseBytes() {
    return responseBytes;
  }

  /** The bits of {@link ResponseFlag}. */
  long flags() {
    return flags;
  }

  /** Null until there is a response. */
  @Nullable String detail() {
    return detail;
  }

  int attempts() {
    return attempts;
  }

  /** The endpoint that the request went to, also when it is over; null before that. */
  @Nullable SocketAddress upstream() {
    return upstream;
  }

  @Nullable String transportFailure() {
    return transportFailure;
  }
}

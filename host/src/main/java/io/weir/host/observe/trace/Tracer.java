package io.weir.host.observe.trace;

import io.weir.host.observe.record.StreamRecord;
import io.weir.proxywasm.host.HeaderMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests of a worker have spans: those whose caller says so, and a share of those
 * whose caller says nothing. Confined to the worker's loop.
 */
public final class Tracer {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";

  private final double share;
  private final TraceQueue queue;

  Tracer(double share, TraceQueue queue) {
    this.share = share;
    this.queue = queue;
  }

  /**
   * A request has come. Its headers have a trace context afterwards, also when it has no spans, so
   * that those behind the gateway decide as it did.
   *
   * @param renew changes the value of {@code traceparent} later, without being seen as a change
   * @return null when it has no spans
   */
  public @Nullable StreamTrace begin(HeaderMap headers, Consumer<String> renew) {
    TraceContext caller = TraceContext.parse(headers.get(PARENT));
    if (caller != null && !caller.sampled()) {
      return null; // goes on as it came
    }
    boolean sampled = caller != null || ThreadLocalRandom.current().nextDouble() < share;
    TraceContext own = TraceContext.fresh(sampled);
    if (caller == null) {
      headers.remove(STATE); // it belonged to a context that is not valid
    } else {
      own = new TraceContext(caller.traceId(), own.spanId(), true);
    }
    headers.set(PARENT, own.header(own.spanId()));
    String parent = caller == null ? null : caller.spanId();
    return sampled ? new StreamTrace(own, parent, headers.get(STATE), renew) : null;
  }

  /** The stream is over; its spans are made elsewhere. */
  public void end(StreamTrace trace, StreamRecord record) {
    queue.offer(trace.end(record));
  }
}

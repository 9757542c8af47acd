package io.weir.host.observe.trace;

import io.weir.host.observe.record.StreamRecord;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The times of one stream that has spans, as they are taken down. Confined to its loop. */
public final class StreamTrace {
  /** One try of an upstream. */
  static final class Try {
    final String spanId = TraceContext.newSpanId();
    final long begin = System.nanoTime();
    long end;
    @Nullable SocketAddress endpoint;
  }

  private final TraceContext context;
  private final @Nullable String parent;
  private final @Nullable String state;
  private final Consumer<String> renew;
  private final long began = System.nanoTime();
  private final List<Try> tries = new ArrayList<>(1);
  private final List<PluginTrace> plugins = new ArrayList<>(2);

  StreamTrace(
      TraceContext context,
      @Nullable String parent,
      @Nullable String state,
      Consumer<String> renew) {
    this.context = context;
    this.parent = parent;
    this.state = state;
    this.renew = renew;
  }

  public String traceId() {
    return context.traceId();
  }

  /** An upstream is tried, for the first time or again: the request says so. */
  public void attempt() {
    endTry();
    Try next = new Try();
    tries.add(next);
    renew.accept(context.header(next.spanId));
  }

  private void endTry() {
    if (!tries.isEmpty() && tries.getLast().end == 0) {
      tries.getLast().end = System.nanoTime();
    }
  }

  /** The last try has a connection. */
  public void connected(@Nullable SocketAddress endpoint) {
    if (!tries.isEmpty()) {
      tries.getLast().endpoint = endpoint;
    }
  }

  /**
   * A plugin takes part.
   *
   * @param current of the worker
   */
  public PluginTrace plugin(CurrentPlugin current, String name, long generation) {
    PluginTrace plugin = new PluginTrace(context, current, name, generation);
    plugins.add(plugin);
    return plugin;
  }

  FinishedTrace end(StreamRecord record) {
    endTry();
    plugins.forEach(PluginTrace::end);
    long offset = record.startedAtMillis() * 1_000_000 - began;
    return new FinishedTrace(
        context,
        parent,
        state,
        offset,
        began,
        System.nanoTime(),
        record.status(),
        ServerAttributes.name(record),
        ServerAttributes.of(record),
        record.cluster(),
        List.copyOf(tries),
        List.copyOf(plugins));
  }
}

package io.weir.host.observe.trace;

/** A call of a plugin's own that has a span. Confined to the loop. */
public final class CalloutTrace {
  final String kind;
  final String upstream;
  final String spanId = TraceContext.newSpanId();
  final long begin = System.nanoTime();
  long end;
  int status = -1;
  private final PluginTrace plugin;
  private final CurrentPlugin current;

  CalloutTrace(PluginTrace plugin, CurrentPlugin current, String kind, String upstream) {
    this.plugin = plugin;
    this.current = current;
    this.kind = kind;
    this.upstream = upstream;
  }

  /**
   * The call is over.
   *
   * @param code of HTTP or gRPC; -1 for none
   */
  public void end(int code) {
    if (end == 0 && !plugin.isOver()) {
      end = System.nanoTime();
      status = code;
    }
  }

  /** Runs what hears of the call: what it calls in turn belongs to the same plugin. */
  public void hear(Runnable callback) {
    current.is(plugin.isOver() ? null : plugin);
    try {
      callback.run();
    } finally {
      current.is(null);
    }
  }
}

package io.weir.host.observe.trace;

import io.weir.proxywasm.host.HeaderMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose callback a worker is in, so that a call which a plugin makes there belongs to its trace.
 * Confined to the loop.
 */
public final class CurrentPlugin {
  private static final String PARENT = "traceparent";

  private @Nullable PluginTrace now;

  /** Whether what is going on now has spans. */
  public boolean isTraced() {
    return now != null;
  }

  void is(@Nullable PluginTrace plugin) {
    now = plugin;
  }

  /**
   * A call sets out, with a span of its own; {@code headers} name it, unless they name another
   * trace.
   *
   * @param upstream whose it is
   * @return null when it has no span
   */
  public @Nullable CalloutTrace begin(String kind, String upstream, HeaderMap headers) {
    PluginTrace plugin = now;
    if (plugin == null) {
      return null;
    }
    TraceContext given = TraceContext.parse(headers.get(PARENT));
    if (given != null && !given.traceId().equals(plugin.context.traceId())) {
      return null;
    }
    CalloutTrace call = plugin.callout(this, kind, upstream);
    if (call != null) {
      headers.set(PARENT, plugin.context.header(call.spanId));
    }
    return call;
  }
}

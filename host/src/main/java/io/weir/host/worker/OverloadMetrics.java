package io.weir.host.worker;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.overload.ConnectionLimit;
import io.weir.host.overload.OverloadMonitor;

/** The page's part about what is refused since it would be too much. */
final class OverloadMetrics {
  private OverloadMetrics() {}

  static void write(Exposition page, ConnectionLimit connections, OverloadMonitor memory) {
    page.family("weir_connections_limit", Type.GAUGE, "Clients' connections that there may be.")
        .sample(connections.most());
    page.family(
            "weir_connections_refused_total",
            Type.COUNTER,
            "Clients' connections that found no place.")
        .sample(connections.refused());
    page.family("weir_overloaded", Type.GAUGE, "1 while requests are refused for want of memory.")
        .sample(memory.isShedding() ? 1 : 0);
    page.family(
            "weir_memory_used_percent",
            Type.GAUGE,
            "Memory in use, of what there may be; of the heap, after its last collection.")
        .sample(memory.heapPercent(), "kind", "heap");
    page.family("weir_memory_used_percent", Type.GAUGE, "")
        .sample(memory.directPercentUsed(), "kind", "direct");
  }
}

package io.weir.registry.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** What has passed through the server. Thread-safe. */
final class Traffic {
  private static final Map<String, Integer> METHODS =
      Map.of("GET", 0, "HEAD", 1, "POST", 2, "PUT", 3, "PATCH", 4, "DELETE", 5);
  private static final int OTHER = 6;
  private static final int CLASSES = 6;

  final AtomicInteger connections = new AtomicInteger();
  final LongAdder refusedConnections = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  private final LongAdder[] requests = new LongAdder[(OTHER + 1) * CLASSES];

  Traffic() {
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new LongAdder();
    }
  }

  /** Counts an answer; methods that are none of HTTP's usual count as one. */
  void answered(String method, int status) {
    int row = METHODS.getOrDefault(method, OTHER);
    requests[row * CLASSES + Math.clamp(status / 100, 1, 5)].increment();
  }

  /** Gives each count above zero with its labels, {@code method="GET",status="2xx"}. */
  private void requests(ObjLongConsumer<String> each) {
    Map<String, Integer> rows = new TreeMap<>(METHODS);
    rows.put("other", OTHER);
    rows.forEach(
        (method, row) -> {
          for (int status = 1; status < CLASSES; status++) {
            long count = requests[row * CLASSES + status].sum();
            if (count > 0) {
              each.accept("method=\"%s\",status=\"%dxx\"".formatted(method, status), count);
            }
          }
        });
  }

  /** Writes all of it. */
  void write(MetricsText text) {
    String requests = "weir_registry_requests_total";
    text.counter(requests, "Requests answered, by method and class of status.");
    requests((labels, count) -> text.value(requests, labels, count));
    gauge(text, "connections", "Connections that are open.", connections.get());
    counter(text, "connections_refused", "Connections refused: too many.", refusedConnections);
    counter(text, "received_bytes", "Bytes of request bodies received.", bytesIn);
    counter(text, "sent_bytes", "Bytes of response bodies sent.", bytesOut);
  }

  private static void gauge(MetricsText text, String name, String help, long value) {
    text.gauge("weir_registry_" + name, help).value("weir_registry_" + name, value);
  }

  private static void counter(MetricsText text, String name, String help, LongAdder value) {
    String full = "weir_registry_" + name + "_total";
    text.counter(full, help).value(full, value.sum());
  }
}

package io.weir.host.observe;

import io.weir.host.observe.Exposition.Family;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.observe.record.Flags;
import java.util.Map;
import java.util.TreeMap;

/** The page's part about streams, connections and what they went to. */
final class StreamMetrics {
  private static final double NANOS = 1e9;

  private final Exposition page;

  StreamMetrics(Exposition page) {
    this.page = page;
  }

  void write(StreamCounters all) {
    connections(all.connections);
    listeners(all);
    routes(all.routes);
    clusters(all);
    Family flags =
        counter("weir_response_flags_total", "Streams by what went wrong, by Envoy's short names.");
    for (int i = 0; i < all.flags.length; i++) {
      if (all.flags[i] > 0) {
        flags.sample(all.flags[i], "flag", Flags.names(1L << i));
      }
    }
  }

  private void connections(Map<String, StreamCounters.Connections> all) {
    Family opened = counter("weir_connections_opened_total", "Clients' connections, accepted.");
    Family active =
        page.family("weir_connections_active", Type.GAUGE, "Clients' connections, open now.");
    new TreeMap<>(all)
        .forEach(
            (listener, counts) -> {
              opened.sample(counts.opened, "listener", listener);
              active.sample(counts.active, "listener", listener);
            });
  }

  private void listeners(StreamCounters all) {
    Family active = page.family("weir_requests_active", Type.GAUGE, "Requests under way.");
    Family requests =
        counter("weir_requests_total", "Requests that have ended, by the class of their status.");
    Family in = counter("weir_request_bytes_total", "Bytes of requests' bodies.");
    Family out = counter("weir_response_bytes_total", "Bytes of responses' bodies.");
    Family durations =
        page.family(
            "weir_request_duration_seconds",
            Type.HISTOGRAM,
            "From the first header of a request to the end of its response.");
    all.listeners.forEach(
        (listener, tally) -> {
          active.sample(tally.active, "listener", listener);
          classes(requests, tally, "listener", listener);
          in.sample(tally.requestBytes, "listener", listener);
          out.sample(tally.responseBytes, "listener", listener);
          took(durations, tally, "listener", listener);
        });
  }

  private void routes(Tallies all) {
    Family requests = counter("weir_route_requests_total", "Requests that have ended, by route.");
    Family seconds =
        counter("weir_route_request_seconds_total", "The sum of their durations, by route.");
    Family in = counter("weir_route_request_bytes_total", "Bytes of requests' bodies, by route.");
    Family out =
        counter("weir_route_response_bytes_total", "Bytes of responses' bodies, by route.");
    all.forEach(
        (route, tally) -> {
          classes(requests, tally, "route", route);
          seconds.sample(tally.nanos / NANOS, "route", route);
          in.sample(tally.requestBytes, "route", route);
          out.sample(tally.responseBytes, "route", route);
        });
  }

  private void clusters(StreamCounters all) {
    Family requests =
        counter(
            "weir_upstream_requests_total",
            "Requests that went to an upstream, by the class of its answer's status.");
    Family retries =
        counter("weir_upstream_retries_total", "Tries beyond the first one, by upstream.");
    Family durations =
        page.family(
            "weir_upstream_response_seconds",
            Type.HISTOGRAM,
            "From the first header of a request to its upstream's response headers.");
    all.clusters.forEach(
        (cluster, tally) -> {
          classes(requests, tally, "upstream", cluster);
          retries.sample(Math.max(0, tally.attempts - tally.streams()), "upstream", cluster);
          took(durations, tally, "upstream", cluster);
        });
  }

  private static void took(Family family, Tally tally, String label, String name) {
    if (tally.durations != null) {
      tally.durations.write(family, label, name);
    }
  }

  private static void classes(Family family, Tally tally, String label, String name) {
    for (int i = 0; i < Tally.CLASSES; i++) {
      if (tally.byClass[i] > 0) {
        family.sample(tally.byClass[i], label, name, "status", Tally.className(i));
      }
    }
  }

  private Family counter(String name, String help) {
    return page.family(name, Type.COUNTER, help);
  }
}

package io.weir.host.worker;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.stream.WorkerActions;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the actions of routes have come to, over all workers. */
final class ActionMetrics {
  private ActionMetrics() {}

  static void collect(Exposition page, List<WorkerActions> workers) {
    counter(
        page, "weir_route_retries_total", "Requests sent again.", workers, WorkerActions::retries);
    counter(
        page,
        "weir_route_retries_refused_total",
        "Retries that the budget did not allow.",
        workers,
        WorkerActions::retriesRefused);
    counter(page, "weir_route_mirrors_total", "Mirrors begun.", workers, WorkerActions::mirrored);
    counter(
        page,
        "weir_route_mirrors_dropped_total",
        "Mirrors not begun, behind, failed or without an answer.",
        workers,
        WorkerActions::mirrorsDropped);
  }

  private static void counter(
      Exposition page,
      String name,
      String help,
      List<WorkerActions> workers,
      ToLongFunction<WorkerActions> total) {
    page.family(name, Type.COUNTER, help).sample(workers.stream().mapToLong(total).sum());
  }
}

package io.weir.registry.server;

import io.weir.registry.housekeeping.Housekeeper;
import io.weir.registry.housekeeping.HousekeepingTask;
import io.weir.registry.housekeeping.QuotaUse;

/** What housekeeping has done, and how full quotas are: as many values as are configured. */
record HousekeepingMetrics(Housekeeper housekeeper) {
  private static final String RUNS = "weir_registry_housekeeping_runs_total";
  private static final String FAILURES = "weir_registry_housekeeping_failures_total";
  private static final String DELETED = "weir_registry_housekeeping_deleted_total";
  private static final String DAMAGED = "weir_registry_scrub_damaged_total";
  private static final String USED = "weir_registry_quota_used_bytes";

  void write(MetricsText text) {
    text.counter(RUNS, "Runs of collection, retention and scrub that have ended.");
    for (HousekeepingTask each : housekeeper.tasks()) {
      text.value(RUNS, "task=\"" + each.name() + "\"", each.runs());
    }
    text.counter(FAILURES, "Those that failed.");
    for (HousekeepingTask each : housekeeper.tasks()) {
      text.value(FAILURES, "task=\"" + each.name() + "\"", each.failures());
    }
    text.counter(DELETED, "Tags, manifests, blobs and contents that were deleted.")
        .value(DELETED, housekeeper.deleted());
    text.counter(DAMAGED, "Contents that were not what their digest says, and were moved aside.")
        .value(DAMAGED, housekeeper.damaged());
    text.gauge(USED, "Bytes that a namespace with a quota holds.");
    for (QuotaUse each : housekeeper.quotas()) {
      text.value(USED, "namespace=\"" + each.quota().namespace() + "\"", each.bytes());
    }
  }
}

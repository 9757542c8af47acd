package io.weir.bench.torture;

import io.weir.bench.torture.client.Count;
import io.weir.bench.torture.client.Kind;
import io.weir.bench.torture.client.Tally;

/** What must hold of the streams. */
final class StreamChecks {

  private StreamChecks() {}

  /**
   * @param swapped whether plugins were swapped meanwhile
   */
  static void judge(Tally tally, Checks checks, boolean swapped) {
    for (Kind kind : Kind.values()) {
      completed(tally, checks, kind);
    }
    checks.checkZero("no stream cut, no connection closed", tally.total(Count.CUT));
    checks.checkZero(
        "no byte lost, duplicated, reordered or stamped by another version",
        tally.total(Count.MISMATCHES));
    checks.checkZero("no answer but 2xx", tally.total(Count.NON_2XX));
    if (!swapped) {
      checks.skip("stamps", "no gateway (--direct)");
      return;
    }
    checks.checkZero(
        "every request answered by exactly one version of each plugin", tally.total(Count.MIXED));
    checks.checkZero(
        "no request on the old table once the admin call has answered", tally.total(Count.STALE));
    checks.checkZero("no connection went back to an older table", tally.total(Count.DISORDER));
    for (Kind kind : Kind.values()) {
      if (kind != Kind.PLAIN) {
        crossed(tally, checks, kind);
      }
    }
  }

  private static void completed(Tally tally, Checks checks, Kind kind) {
    long opened = tally.get(kind, Count.OPENED);
    long completed = tally.get(kind, Count.COMPLETED);
    checks.check(
        kind.label() + ": every stream came to its end",
        opened > 0 && opened == completed,
        "%d of %d".formatted(completed, opened));
  }

  /** Without this the other checks would say nothing about a swap. */
  private static void crossed(Tally tally, Checks checks, Kind kind) {
    checks.check(
        kind.label() + ": streams ran on across a swap",
        tally.get(kind, Count.CROSSED) > 0,
        "none did (longer streams or more swaps are needed)");
  }
}

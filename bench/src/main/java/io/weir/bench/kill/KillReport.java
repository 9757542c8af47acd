package io.weir.bench.kill;

import io.weir.bench.kill.Load.Failure;
import java.io.PrintStream;
import java.util.List;

/**
 * What came of a run.
 *
 * @param underWay requests that killed processes had begun with and not ended
 * @param lostOnIt of these, that failed; the rest were sent once more
 * @param lostOnTheirWay failures of requests that were sent before the process was gone, and that
 *     it has not told of
 * @param others failures that no kill explains
 */
record KillReport(
    long requests,
    int kills,
    int underWay,
    int lostOnIt,
    int lostOnTheirWay,
    List<Failure> others) {

  /** The number of checks that have failed. */
  int print(PrintStream out) {
    out.println("requests                          " + requests);
    out.println("kills and restarts                " + kills);
    out.println("under way on what was killed      " + underWay);
    out.println("  of these failed                 " + lostOnIt);
    out.println("failed on their way to it         " + lostOnTheirWay);
    out.println("failed otherwise                  " + others.size());
    others.stream().limit(20).forEach(f -> out.println("    " + f));
    boolean traffic = requests > 100L * kills && underWay > 0;
    out.println((others.isEmpty() ? "pass" : "FAIL") + " nothing else has failed");
    out.println((traffic ? "pass" : "FAIL") + " there was load, and requests were under way");
    int failed = (others.isEmpty() ? 0 : 1) + (traffic ? 0 : 1);
    out.println((2 - failed) + " passed, " + failed + " failed");
    return failed;
  }
}

package io.weir.bench.registry.crash;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/**
 * What came of a run.
 *
 * @param startMillis of each start that came to its end, JVM included
 */
record CrashReport(int kills, Findings findings, List<Long> startMillis) {
  private static final int NAMED = 40;

  /** Prints it; the number of checks that failed. */
  int print(PrintStream out) {
    List<Long> sorted = startMillis.stream().sorted().toList();
    out.println("kills                          " + kills);
    out.println("acknowledged operations        " + findings.acknowledged());
    out.println("compared after the kills       " + findings.checked());
    out.println("cut uploads that were ended    " + findings.resumed());
    out.println("losses                         " + findings.losses().size());
    out.println("refused                        " + findings.refusals().size());
    out.printf(
        "start, ms                      median %d, most %d%n",
        sorted.get(sorted.size() / 2), sorted.getLast());
    int failed = verdict(out, "nothing that was acknowledged is lost", findings.losses());
    failed += verdict(out, "nothing was refused", findings.refusals());
    boolean load = findings.acknowledged() > 20L * kills && findings.resumed() > 0;
    failed += verdict(out, "there was load", load ? List.of() : List.of("too little"));
    out.println((3 - failed) + " passed, " + failed + " failed");
    return failed;
  }

  private static int verdict(PrintStream out, String name, Collection<String> against) {
    out.println((against.isEmpty() ? "ok      " : "FAILED  ") + name);
    against.stream().limit(NAMED).forEach(each -> out.println("    " + each));
    return against.isEmpty() ? 0 : 1;
  }
}

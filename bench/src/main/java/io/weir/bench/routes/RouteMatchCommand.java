package io.weir.bench.routes;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/route-match}. Exit code 0: all checks passed; 1: some failed; 2: usage. */
@Command(
    name = "route-match",
    sortOptions = false,
    description = {
      "Measures the match of a request among 10 to 100,000 routes, with JMH: nothing may be"
          + " allocated.",
      "The last line of the output is `N passed, N failed`."
    })
final class RouteMatchCommand implements Callable<Integer> {
  private static final List<String> KINDS = List.of("map", "host", "wildcard", "prefix", "exact");
  private static final List<Integer> SIZES = List.of(10, 1_000, 10_000, 100_000);

  /** What JMH itself shows for a method that allocates nothing. */
  private static final double NO_BYTES = 0.5;

  @Option(names = "--short", description = "Up to 10,000 routes, a second for each row.")
  boolean small;

  @Option(
      names = "--cpu",
      description = "No JMH: the processor time of this process's thread, for a busy machine.")
  boolean cpu;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RouteMatchCommand()).execute(args));
  }

  @Override
  public Integer call() throws RunnerException {
    int passed = 0;
    int failed = 0;
    System.out.printf(Locale.ROOT, "%-10s %8s %10s %8s%n", "", "routes", "ns/op", "B/op");
    for (String kind : KINDS) {
      for (int size : small ? SIZES.subList(0, 3) : SIZES) {
        if (cpu) {
          double nanos = MatchCpuTime.nanos(kind, size);
          System.out.printf(Locale.ROOT, "%-10s %8d %10.1f %8s%n", kind, size, nanos, "-");
          passed++;
          continue;
        }
        RunResult result = run(kind, size);
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        double allocated = bytes == null ? Double.NaN : bytes.getScore();
        double nanos = result.getPrimaryResult().getScore();
        System.out.printf(
            Locale.ROOT, "%-10s %8d %10.1f %8.1f%n", kind, size, nanos, Math.abs(allocated));
        passed += allocated < NO_BYTES ? 1 : 0;
        failed += allocated < NO_BYTES ? 0 : 1;
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  private RunResult run(String kind, int size) throws RunnerException {
    TimeValue time = TimeValue.seconds(small ? 1 : 2);
    return new Runner(
            new OptionsBuilder()
                .include(RouteMatching.class.getName())
                .param("routes", Integer.toString(size))
                .param("kind", kind)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .forks(1)
                .warmupIterations(small ? 1 : 3)
                .measurementIterations(small ? 1 : 5)
                .warmupTime(time)
                .measurementTime(time)
                .build())
        .runSingle();
  }
}

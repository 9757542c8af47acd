package io.weir.bench.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/jmh}. Exit code 0: all was measured; 1: something failed; 2: usage. */
@Command(
    name = "jmh",
    sortOptions = false,
    description = {
      "Measures the callbacks of one stream in one plugin, for each engine: context create,"
          + " request headers, response headers, log, done, delete, with one header added to each"
          + " side.",
      "The last line of the output is `N passed, N failed`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/jmh --short                 a few seconds for each row",
      "  bench/jmh --only endive/rs        one row"
    })
final class JmhCommand implements Callable<Integer> {
  @Option(names = "--short", description = "One fork, a second of warm-up, three of measurement.")
  boolean small;

  @Option(
      names = "--cpu",
      description =
          "No JMH: the processor time of this process's thread, for a machine that is busy.")
  boolean cpu;

  @Option(names = "--only", description = "One row, as ENGINE/LANGUAGE.")
  String only = "";

  @Option(
      names = "--root",
      required = true,
      hidden = true,
      description = "The repository, where the plugins are.")
  Path root = Path.of(".");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  private record Row(Subject subject, double micros, double error, double bytes) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new JmhCommand()).execute(args));
  }

  @Override
  public Integer call() {
    List<Row> rows = new ArrayList<>();
    int failed = 0;
    List<Subject> wanted =
        Subject.all().stream().filter(s -> only.isEmpty() || s.toString().equals(only)).toList();
    if (wanted.isEmpty()) {
      System.err.println("--only: " + only + " (expected: one of " + Subject.all() + ")");
      return 2;
    }
    for (Subject subject : wanted) {
      String missing = subject.missing(root);
      if (missing != null) {
        System.out.println("skip " + subject + ": " + missing);
        continue;
      }
      System.err.println("jmh: " + subject);
      try {
        rows.add(cpu ? cpuTime(subject) : measure(subject));
      } catch (RunnerException e) {
        failed++;
        System.out.println("FAIL " + subject + ": " + e.getMessage());
      }
    }
    print(rows);
    System.out.println(rows.size() + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  private Row cpuTime(Subject subject) {
    return new Row(subject, CpuTime.micros(subject, root), Double.NaN, Double.NaN);
  }

  private Row measure(Subject subject) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(CallbackCycle.class.getName())
            .param("subject", subject.toString())
            .jvmArgsAppend("-D" + CallbackCycle.ROOT + "=" + root.toAbsolutePath())
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .forks(small ? 1 : 2)
            .warmupIterations(small ? 1 : 5)
            .measurementIterations(small ? 3 : 5)
            .warmupTime(TimeValue.seconds(small ? 1 : 2))
            .measurementTime(TimeValue.seconds(small ? 1 : 2));
    RunResult result = new Runner(options.build()).runSingle();
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    double allocated = bytes == null ? Double.NaN : bytes.getScore();
    return new Row(subject, time.getScore(), time.getScoreError(), allocated);
  }

  private static void print(List<Row> rows) {
    System.out.printf(
        Locale.ROOT, "%n%-14s %10s %9s %9s %9s%n", "", "us/op", "+-", "B/op", "ratio");
    double base = rows.isEmpty() ? Double.NaN : rows.getFirst().micros;
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-14s %10.3f %9s %9s %9.1f%n",
          row.subject,
          row.micros,
          measured("%.3f", row.error),
          measured("%.0f", row.bytes),
          row.micros / base);
    }
    System.out.println();
  }

  private static String measured(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}

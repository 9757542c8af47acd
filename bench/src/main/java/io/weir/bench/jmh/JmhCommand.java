package io.weir.bench.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
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
          + " side; a whole stream between the codecs, without and with that plugin; and the"
          + " HTTP/1.1 codec beside Netty's.",
      "The last line of the output is `N passed, N failed`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/jmh --short                 a few seconds for each row",
      "  bench/jmh --only stream/none      one row"
    })
final class JmhCommand implements Callable<Integer> {
  @Option(names = "--short", description = "One fork, a second of warm-up, three of measurement.")
  boolean small;

  @Option(
      names = "--cpu",
      description =
          "No JMH: the processor time of this process's thread, for a machine that is busy.")
  boolean cpu;

  @Option(names = "--only", description = "One row, by its name.")
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

  public static void main(String[] args) {
    System.exit(new CommandLine(new JmhCommand()).execute(args));
  }

  @Override
  public Integer call() {
    List<Measured> rows = new ArrayList<>();
    int failed = 0;
    List<Row> wanted =
        Row.all().stream().filter(r -> only.isEmpty() || r.toString().equals(only)).toList();
    if (wanted.isEmpty()) {
      System.err.println("--only: " + only + " (expected: one of " + Row.all() + ")");
      return 2;
    }
    System.setProperty(CallbackCycle.ROOT, root.toString());
    for (Row row : wanted) {
      String missing = row.missing(root);
      if (missing != null) {
        System.out.println("skip " + row + ": " + missing);
        continue;
      }
      System.err.println("jmh: " + row);
      try {
        rows.add(cpu ? Measured.byCpuTime(row, root) : Measured.byJmh(row, root, small));
      } catch (RunnerException e) {
        failed++;
        System.out.println("FAIL " + row + ": " + e.getMessage());
      }
    }
    print(rows);
    System.out.println(rows.size() + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  private static void print(List<Measured> rows) {
    System.out.printf(
        Locale.ROOT, "%n%-18s %10s %9s %9s %9s%n", "", "us/op", "+-", "B/op", "ratio");
    double base = rows.isEmpty() ? Double.NaN : rows.getFirst().micros();
    for (Measured row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-18s %10.3f %9s %9s %9.1f%n",
          row.row(),
          row.micros(),
          measured("%.3f", row.error()),
          measured("%.0f", row.bytes()),
          row.micros() / base);
    }
    System.out.println();
  }

  private static String measured(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}

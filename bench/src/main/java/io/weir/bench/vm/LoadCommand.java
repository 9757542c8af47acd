package io.weir.bench.vm;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/load-time}. Exit code 0: within the goals; 1: not; 2: usage. */
@Command(
    name = "load-time",
    sortOptions = false,
    description = {
      "Measures how long a plugin takes until it is ready: compiled from nothing, from the code"
          + " cache, and one more instance of it; and the memory of an instance.",
      "The goals are those of a Go plugin of 6 MB on Wasmtime. The last line of the output is"
          + " `N passed, N failed`."
    },
    footerHeading = "%nExample:%n",
    footer = "  bench/load-time --module my.wasm --configuration '{\"key\": 1}'")
final class LoadCommand implements Callable<Integer> {
  private static final double MILLI = 1e6;
  private static final double MIB = 1 << 20;

  @Option(
      names = "--module",
      description = "Default: plugins-go/out/request-guard.wasm, a Go plugin of 4 MB")
  Path module = Path.of("");

  @Option(names = "--configuration", description = "Of the plugin. Default: ${DEFAULT-VALUE}")
  String configuration = "{\"urls\": [\"/none\"]}";

  @Option(names = "--engine", description = "Default: ${DEFAULT-VALUE}")
  String engine = "wasmtime";

  @Option(names = "--root", required = true, hidden = true, description = "The repository.")
  Path root = Path.of(".");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  private int passed;
  private int failed;

  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path file =
        module.toString().isEmpty()
            ? root.resolve("plugins-go").resolve("out").resolve("request-guard.wasm")
            : module;
    if (!Files.isReadable(file)) {
      System.err.println(
          "--module: " + file + " (expected: a file; build it with plugins-go/build)");
      return 2;
    }
    String missing = Engines.missing(engine);
    if (missing != null) {
      System.out.println("skip " + engine + ": " + missing);
      return 0;
    }
    PluginCode code = PluginCode.of(Files.readAllBytes(file));
    Path cache = Files.createTempDirectory("weir-load");
    try {
      print(file, new LoadTimes(engine, code, configuration, cache).measure());
    } catch (PluginException e) {
      failed++;
      System.out.println("FAIL " + file.getFileName() + ": " + e.getMessage());
    } finally {
      delete(cache);
    }
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  private void print(Path file, LoadTimes.Result r) throws IOException {
    System.out.printf(
        Locale.ROOT, "%s on %s, %.1f MB%n", file.getFileName(), engine, Files.size(file) / 1e6);
    row("compiled, processor time of all threads, ms", r.coldCpuNanos() / MILLI, 4000);
    row("compiled, on the clock, ms", r.coldNanos() / MILLI, Double.POSITIVE_INFINITY);
    row("from the cache, ms", r.cachedNanos() / MILLI, 20);
    row("one more instance, ms", r.instanceNanos() / MILLI, 3);
    row("one more instance, processor time, ms", r.instanceCpuNanos() / MILLI, 3);
    row("resident memory of an instance, MiB", r.residentBytes() / MIB, 5);
    row("linear memory of an instance, MiB", r.guestBytes() / MIB, Double.POSITIVE_INFINITY);
  }

  private void row(String name, double value, double goal) {
    String verdict = "     ";
    if (goal != Double.POSITIVE_INFINITY) {
      boolean good = value <= goal;
      verdict = good ? "pass " : "FAIL ";
      passed += good ? 1 : 0;
      failed += good ? 0 : 1;
    }
    String limit = goal == Double.POSITIVE_INFINITY ? "" : "(goal: " + (int) goal + ")";
    System.out.printf(Locale.ROOT, "%s%-46s %10.2f %s%n", verdict, name, value, limit);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

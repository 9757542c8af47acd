package io.weir.bench.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/soak-memory}. Exit code 0: nothing is left behind; 1: something; 2: usage. */
@Command(
    name = "soak-memory",
    sortOptions = false,
    description = {
      "Runs requests with headers and bodies through generations of a plugin, on each engine, and"
          + " compares the memory before and after.",
      "The last line of the output is `N passed, N failed`."
    })
final class SoakCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;
  private static final long HEAP_ALLOWANCE = 2 * MIB;
  private static final long RESIDENT_ALLOWANCE =
      24 * MIB; // code of the JIT and metadata settle late

  @Option(names = "--short", description = "20,000 requests, 10 generations.")
  boolean small;

  @Option(names = "--requests", description = "Requests in all. Default: ${DEFAULT-VALUE}")
  int requests = 1_000_000;

  @Option(names = "--generations", description = "Generations. Default: ${DEFAULT-VALUE}")
  int generations = 200;

  @Option(names = "--engine", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("endive", "wasmtime");

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
    System.exit(new CommandLine(new SoakCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (small) {
      requests = 20_000;
      generations = 10;
    }
    List<Path> modules = modules(root);
    for (String engine : engines) {
      String missing = missing(engine, modules);
      if (missing != null) {
        System.out.println("skip " + engine + ": " + missing);
        continue;
      }
      Path cache = root.resolve("bench").resolve("target").resolve("soak-cache");
      try (Soak soak = new Soak(engine, modules, cache)) {
        judge(engine, soak.run(generations, requests));
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  static List<Path> modules(Path root) {
    Path out = root.resolve("plugins-rs").resolve("out");
    return List.of(out.resolve("stamp-v1.wasm"), out.resolve("stamp-v2.wasm"));
  }

  /** Null, or what is missing and how to get it. */
  static @Nullable String missing(String engine, List<Path> modules) {
    for (Path module : modules) {
      if (!Files.exists(module)) {
        return module + " is not built: run plugins-rs/build stamp";
      }
    }
    return Engines.missing(engine);
  }

  private void judge(String engine, Soak.Result result) {
    Footprint before = result.before();
    Footprint after = result.after();
    Footprint grown = after.minus(before);
    System.out.printf(Locale.ROOT, "%n%-10s %12s %12s %12s%n", engine, "before", "after", "grown");
    row("heap MiB", before.heapBytes(), after.heapBytes());
    row("RSS MiB", before.residentBytes(), after.residentBytes());
    check(engine + ": heap", grown.heapBytes() <= HEAP_ALLOWANCE);
    check(engine + ": resident memory", grown.residentBytes() <= RESIDENT_ALLOWANCE);
    check(engine + ": guest memory", result.guestGrowth() == 0);
    check(engine + ": contexts of ended streams", result.contexts() == 0);
    check(engine + ": closed VMs", result.reachable() == 0);
  }

  private static void row(String name, long before, long after) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %12.1f %12.1f %12.1f%n",
        name,
        (double) before / MIB,
        (double) after / MIB,
        (double) (after - before) / MIB);
  }

  private void check(String name, boolean good) {
    System.out.println((good ? "pass " : "FAIL ") + name);
    if (good) {
      passed++;
    } else {
      failed++;
    }
  }
}

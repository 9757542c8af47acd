package io.weir.bench.routes;

import io.weir.bench.torture.gateway.GatewayProcess;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/route-change}. Exit code 0: all checks passed; 1: some failed; 2: usage. */
@Command(
    name = "route-change",
    sortOptions = false,
    description = {
      "Starts a gateway with many routes and changes, adds and deletes one at a time over the admin"
          + " API: how long the calls take, and whether the next request sees the change.",
      "The last line of the output is `N passed, N failed`."
    })
final class RouteChangeCommand implements Callable<Integer> {
  private static final Duration START = Duration.ofSeconds(120);

  /** As {@code weir run} has them. */
  private static final List<String> JVM =
      List.of("-Xss8m", "-XX:+UseSerialGC", "-XX:MetaspaceSize=128m");

  @Option(names = "--short", description = "50 changes instead of 200.")
  boolean small;

  @Option(names = "--routes", description = "How many (default: ${DEFAULT-VALUE}).")
  int routes = 10_000;

  @Option(
      names = "--one-host",
      description = "All paths on one host, instead of a host for each route.")
  boolean oneHost;

  @Option(names = "--goal", description = "Of the median, in ms (default: ${DEFAULT-VALUE}).")
  double goal = 10;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  private int passed;
  private int failed;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RouteChangeCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("weir-routes");
    int admin = port();
    int data = port();
    List<String> args =
        List.of("--data", folder.resolve("data").toString(), "--admin", "127.0.0.1:" + admin);
    try (GatewayProcess gateway =
        GatewayProcess.start(folder.resolve("log"), GatewayProcess.MAIN, JVM, args)) {
      gateway.awaitReady(START);
      String token = Files.readString(folder.resolve("data/token")).strip();
      try (RouteClient client = new RouteClient(admin, data, token)) {
        measure(client, () -> cpu(gateway.pid()));
      }
      gateway.stop();
    } finally {
      delete(folder);
    }
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  private void measure(RouteClient client, LongSupplier cpu) throws Exception {
    long start = System.nanoTime();
    long before = cpu.getAsLong();
    client.putConfig(RouteDocument.whole(routes, oneHost, client.dataPort()));
    System.out.printf(
        Locale.ROOT,
        "%d routes in one PUT: %.0f ms, %.0f ms of processor time%n",
        routes,
        millis(System.nanoTime() - start),
        millis(cpu.getAsLong() - before));
    int count = small ? 50 : 200;
    Changes changes = new Changes(client, routes, oneHost);
    System.out.printf(Locale.ROOT, "%-22s %8s %8s %8s %8s  ms%n", "", "p50", "p99", "max", "CPU");
    // the first of a process are slower, and stand for themselves
    row("first " + count + " changes", changes, changes::change, cpu, false);
    row("change", changes, changes::change, cpu, true);
    row("add", changes, changes::add, cpu, true);
    row("delete", changes, changes::delete, cpu, true);
    check("every answer was followed by a request that saw the change", changes.unseen() == 0);
  }

  /** Makes some changes, one after the other. */
  @FunctionalInterface
  private interface Kind {
    void make(int count) throws Exception;
  }

  private void row(String name, Changes changes, Kind kind, LongSupplier cpu, boolean judged)
      throws Exception {
    long before = cpu.getAsLong();
    kind.make(small ? 50 : 200);
    double used = millis(cpu.getAsLong() - before);
    long[] nanos = changes.drain();
    Arrays.sort(nanos);
    double median = millis(nanos[nanos.length / 2]);
    System.out.printf(
        Locale.ROOT,
        "%-22s %8.2f %8.2f %8.2f %8.2f%n",
        name,
        median,
        millis(nanos[(int) (nanos.length * 0.99)]),
        millis(nanos[nanos.length - 1]),
        used / nanos.length);
    if (judged) {
      check(name + ": the median is at most " + goal + " ms", median <= goal);
    }
  }

  private void check(String name, boolean good) {
    System.out.println((good ? "ok   " : "FAIL ") + name);
    passed += good ? 1 : 0;
    failed += good ? 0 : 1;
  }

  /** The processor time of the gateway, its compiler and collector included, in nanoseconds. */
  private static long cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static int port() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

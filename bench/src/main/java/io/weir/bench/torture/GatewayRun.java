package io.weir.bench.torture;

import io.weir.bench.torture.gateway.AdminClient;
import io.weir.bench.torture.gateway.GatewayProcess;
import io.weir.bench.torture.gateway.GatewayStatus;
import io.weir.bench.torture.gateway.ProcessMemory;
import io.weir.bench.torture.gateway.Swapper;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.Ledger;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The gateway's part in a run: its process, its swaps, and what must hold of both. */
final class GatewayRun implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration ADMIN_LIMIT = Duration.ofMinutes(3);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final TortureOptions options;
  private final Ledger ledger;
  private final Checks checks;
  private final Path folder;
  private final GatewayProcess process;
  private final AdminClient admin;
  private final Swapper swapper;
  private final InetSocketAddress listener = freeAddress();

  private GatewayRun(
      TortureOptions options,
      Ledger ledger,
      Checks checks,
      Path folder,
      GatewayProcess process,
      AdminClient admin)
      throws IOException {
    this.options = options;
    this.ledger = ledger;
    this.checks = checks;
    this.folder = folder;
    this.process = process;
    this.admin = admin;
    this.swapper = new Swapper(admin, options.modules(), ledger, options.sabotage().swap());
  }

  /** Starts the process and waits until it serves its admin API. */
  static GatewayRun start(TortureOptions options, Ledger ledger, Checks checks)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(options.gateway().scratch(), "weir-torture-");
    InetSocketAddress adminAddress = freeAddress();
    List<String> jvm = new ArrayList<>(options.gateway().jvm());
    jvm.addAll(options.sabotage().jvmFlags());
    GatewayProcess process =
        GatewayProcess.start(
            folder.resolve("gateway.log"),
            options.gateway().main(),
            jvm,
            arguments(options, folder, adminAddress));
    try {
      process.awaitReady(READY_LIMIT);
      String token = Files.readString(folder.resolve("data/token")).strip();
      AdminClient admin = new AdminClient(adminAddress, token, ADMIN_LIMIT);
      return new GatewayRun(options, ledger, checks, folder, process, admin);
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  InetSocketAddress listener() {
    return listener;
  }

  String memory() throws IOException, InterruptedException {
    return ProcessMemory.of(process.pid());
  }

  void configure(InetSocketAddress origin) throws IOException, InterruptedException {
    swapper.configure(listener, origin);
    int workers = swapper.status().workers();
    checks.check(
        "%d workers".formatted(options.gateway().workers()),
        workers == options.gateway().workers(),
        Integer.toString(workers));
    for (Lang lang : Lang.values()) {
      if (!options.langs().contains(lang)) {
        checks.skip("the chain holds a plugin in " + lang.id(), "left out by --plugins");
      }
    }
  }

  void swap(long endNanos) throws InterruptedException {
    swapper.run(options.pauseMillis(), endNanos);
  }

  /** Checks the swaps, and that of the generations only the live ones are left. */
  void judge() throws IOException, InterruptedException {
    int swaps = ledger.plan().swaps();
    int accepted = swapper.record().accepted();
    List<String> problems = swapper.record().problems();
    checks.check(
        "all %d swaps accepted, each a new generation".formatted(swaps),
        accepted == swaps && problems.isEmpty(),
        "%d accepted; %s".formatted(accepted, problems));
    List<GatewayStatus.Generation> left =
        swapper.awaitDrained(System.nanoTime() + options.gateway().drainLimit().toNanos());
    checks.check(
        "no generation left but the live ones",
        left.isEmpty(),
        "after " + options.gateway().drainLimit() + ": " + left);
    int live = swapper.status().generations().size() - left.size();
    int plugins = options.langs().size();
    checks.check("%d live generations".formatted(plugins), live == plugins, Integer.toString(live));
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    out.printf(
        "swaps: %d accepted, %d refused; %s%n",
        swapper.record().accepted(), swapper.record().refused(), swapper.record().latency());
    out.printf(
        "skew between workers: %d answers by the older table, at most %.3f ms after the newer%n",
        ledger.skewedAnswers(), ledger.maxSkewNanos() / 1e6);
    Set<String> generations = new TreeSet<>();
    swapper.status().generations().forEach(one -> generations.add(one + " on " + one.engine()));
    out.println("generations: " + generations);
  }

  /** Stops the gateway and checks how it ended and what it said. */
  void stop() throws IOException, InterruptedException {
    checks.check("the gateway still runs", process.isAlive(), process.tail());
    int code = process.stop();
    checks.check("the gateway stops with exit code 0", code == 0, Integer.toString(code));
    List<String> leaks = process.logLines("LEAK:");
    checks.check("no buffer leak reported", leaks.isEmpty(), leaks.toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    admin.close();
    process.close();
    if (checks.allPassed()) {
      Folders.delete(folder);
    } else {
      checks.note("the gateway's output: " + folder.resolve("gateway.log"));
    }
  }

  private static List<String> arguments(
      TortureOptions options, Path folder, InetSocketAddress admin) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                folder.resolve("data").toString(),
                "--admin",
                "127.0.0.1:" + admin.getPort(),
                "--workers",
                Integer.toString(options.gateway().workers())));
    arguments.addAll(options.gateway().arguments());
    return arguments;
  }

  /** A loopback address that was free a moment ago. */
  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}

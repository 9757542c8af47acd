package io.weir.bench.torture;

import io.weir.bench.torture.client.Crowd;
import io.weir.bench.torture.client.Kind;
import io.weir.bench.torture.client.Tally;
import io.weir.bench.torture.client.Target;
import io.weir.bench.torture.origin.OriginServer;
import io.weir.bench.torture.stamp.Ledger;
import io.weir.bench.torture.stamp.SwapPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One run of the torture, from the start of its origin to its verdict. */
final class SwapTorture {

  private static final Duration OPENING_LIMIT = Duration.ofSeconds(60);
  private static final Duration READ_LIMIT = Duration.ofSeconds(60);
  private static final long DIRECT_SECONDS = 2;

  private final TortureOptions options;
  private final PrintStream out;
  private final Checks checks = new Checks();
  private final Tally tally = new Tally();
  private final Ledger ledger;
  private final long endNanos;

  SwapTorture(TortureOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.ledger =
        new Ledger(
            SwapPlan.of(options.chain(), options.direct() ? 0 : options.swaps(), options.seed()));
    this.endNanos = System.nanoTime() + options.limit().toNanos();
  }

  /** Runs it and prints the table and the checks; returns those. */
  Checks run() throws InterruptedException {
    out.printf(
        "swap torture: seed %d, %d swaps, %d workers, plugins %s%n",
        options.seed(),
        ledger.plan().swaps(),
        options.gateway().workers(),
        new TreeSet<>(options.chain()));
    try (OriginServer origin = OriginServer.start(options.sabotage().origin())) {
      if (options.direct()) {
        direct(origin.address());
      } else {
        throughGateway(origin.address());
      }
    } catch (IOException e) {
      checks.check("the run came to its end", false, String.valueOf(e.getMessage()));
    }
    checks.print(out);
    return checks;
  }

  private void direct(InetSocketAddress origin) throws InterruptedException {
    try (Crowd crowd = Crowd.start(target(origin), options.load(), options.seed())) {
      TimeUnit.SECONDS.sleep(DIRECT_SECONDS);
      finish(crowd);
    }
    judge();
    checks.skip("swaps", "no gateway (--direct)");
  }

  private void throughGateway(InetSocketAddress origin) throws IOException, InterruptedException {
    List<String> missing = options.modules().missing(options.langs());
    missing.forEach(line -> checks.check("stamp module", false, line));
    if (!missing.isEmpty()) {
      return;
    }
    try (GatewayRun gateway = GatewayRun.start(options, ledger, checks)) {
      gateway.configure(origin);
      String before = gateway.memory();
      try (Crowd crowd = Crowd.start(target(gateway.listener()), options.load(), options.seed())) {
        checks.check(
            "all streams open at one time",
            crowd.awaitAllOpen(OPENING_LIMIT),
            peaks() + " after " + OPENING_LIMIT);
        gateway.swap(endNanos);
        finish(crowd);
      }
      judge();
      gateway.judge();
      out.printf("memory: before %s; after %s%n", before, gateway.memory());
      gateway.print(out);
      gateway.stop();
    }
  }

  private Target target(InetSocketAddress address) {
    return new Target(address, ledger, tally, READ_LIMIT);
  }

  private void finish(Crowd crowd) throws InterruptedException {
    Duration left = Duration.ofNanos(endNanos - System.nanoTime());
    checks.check("all streams ended by themselves", crowd.finish(left), "not in the run's time");
  }

  private void judge() {
    StreamTable.print(tally, out);
    StreamChecks.judge(tally, checks, !options.direct());
  }

  private String peaks() {
    List<String> peaks = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      peaks.add(
          "%s %d of %d".formatted(kind.label(), tally.peak(kind), options.load().clients(kind)));
    }
    return String.join(", ", peaks);
  }
}

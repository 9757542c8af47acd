package io.weir.bench.torture.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.Ledger;
import io.weir.bench.torture.stamp.SwapStep;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Takes the route's plugins through the plan, one transaction a step. For a single thread. */
public final class Swapper {

  private static final long DRAIN_POLL_MS = 100;

  private final AdminClient admin;
  private final GatewayDocument document;
  private final Ledger ledger;
  private final Set<Lang> langs;
  private final SwapSabotage sabotage;
  private final SwapRecord record = new SwapRecord();

  public Swapper(AdminClient admin, PluginModules modules, Ledger ledger, SwapSabotage sabotage) {
    this.admin = admin;
    this.langs = ledger.plan().langs();
    this.document = new GatewayDocument(modules, langs);
    this.ledger = ledger;
    this.sabotage = sabotage;
  }

  public SwapRecord record() {
    return record;
  }

  /** Puts the whole configuration in place, the plugins in their first state. */
  public void configure(InetSocketAddress listener, InetSocketAddress origin)
      throws IOException, InterruptedException {
    SwapStep first = ledger.plan().steps().getFirst();
    admin.change("PUT", "/config", document.whole(first, listener, origin));
  }

  /**
   * Makes all swaps.
   *
   * @param pauseMillis between one answer and the next change
   * @param endNanos when to leave off, on the clock of {@link System#nanoTime}
   */
  public void run(long pauseMillis, long endNanos) throws InterruptedException {
    for (int step = 1; step <= ledger.plan().swaps(); step++) {
      if (System.nanoTime() - endNanos > 0) {
        record.refused(step, "not made: the run's time is over");
        return;
      }
      swap(step);
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    }
  }

  /**
   * Waits until no replaced generation is left.
   *
   * @return those that are left when the limit has passed
   */
  public List<GatewayStatus.Generation> awaitDrained(long endNanos)
      throws IOException, InterruptedException {
    while (true) {
      List<GatewayStatus.Generation> draining = admin.status().draining();
      if (draining.isEmpty() || System.nanoTime() - endNanos > 0) {
        return draining;
      }
      TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MS);
    }
  }

  /** GET /status. */
  public GatewayStatus status() throws IOException, InterruptedException {
    return admin.status();
  }

  private void swap(int step) throws InterruptedException {
    ledger.issue(step);
    if (sabotage == SwapSabotage.EARLY) {
      ledger.commit(step);
    }
    long start = System.nanoTime();
    try {
      long generation = change(ledger.plan().steps().get(step));
      ledger.commit(step);
      record.accepted(step, System.nanoTime() - start, generation);
    } catch (IOException e) {
      record.refused(step, e.toString());
    }
  }

  private long change(SwapStep step) throws IOException, InterruptedException {
    if (sabotage != SwapSabotage.MIXED) {
      JsonNode transaction = document.transaction(step);
      return admin.change("POST", "/transactions", transaction);
    }
    long generation = 0;
    for (Lang lang : langs) {
      String path = "/plugins/" + PluginModules.name(lang);
      generation = admin.change("PUT", path, document.plugin(lang, step));
    }
    return generation;
  }
}

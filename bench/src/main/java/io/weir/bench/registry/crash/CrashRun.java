package io.weir.bench.registry.crash;

import io.weir.bench.registry.Owner;
import io.weir.bench.registry.RegistryProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rounds of load, SIGKILL, restart and check on one folder. */
final class CrashRun {
  private static final int REPOSITORIES = 4;
  private static final int LEAST_OPERATIONS = 40;
  private static final long LONGEST_LOAD_MILLIS = 15_000;

  private final CrashOptions options;
  private final Path data;
  private final Random random;
  private final Findings findings = new Findings();
  private final List<Ledger> ledgers = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();

  /**
   * @param data an empty folder
   */
  CrashRun(CrashOptions options, Path data) {
    this.options = options;
    this.data = data;
    this.random = new Random(options.seed());
    for (int i = 0; i < options.workers(); i++) {
      ledgers.add(new Ledger("crash/r" + i % REPOSITORIES, "w" + i + "-"));
    }
  }

  CrashReport run() throws IOException, InterruptedException {
    for (int kill = 0; kill < options.kills(); kill++) {
      RegistryProcess registry = start();
      check(registry);
      load(registry);
      if (options.sabotage() != Sabotage.Kind.NONE) {
        Sabotage.damage(options.sabotage(), data, ledgers);
      }
    }
    try (RegistryProcess registry = start()) {
      check(registry);
    }
    return new CrashReport(options.kills(), findings, List.copyOf(starts));
  }

  /** Some starts are killed too, at any moment of theirs. */
  private RegistryProcess start() throws IOException, InterruptedException {
    if (!starts.isEmpty() && random.nextInt(8) == 0) {
      long limit = random.nextLong(starts.getLast());
      RegistryProcess.killWhileStarting(data.resolve("data"), limit);
    }
    RegistryProcess registry = RegistryProcess.start(data.resolve("data"), 0, options.flags());
    starts.add(registry.startMillis());
    return registry;
  }

  private void load(RegistryProcess registry) throws IOException, InterruptedException {
    try (Owner owner = new Owner(registry.url(), registry.token());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working = new ArrayList<>();
      for (Ledger ledger : ledgers) {
        Worker worker = new Worker(ledger, random.nextLong(), owner, findings);
        working.add(
            threads.submit(
                () -> {
                  worker.run();
                  return null;
                }));
      }
      awaitOperations(random.nextInt(LEAST_OPERATIONS, options.operations()));
      if (!registry.isAlive()) {
        throw new IOException("the registry has ended by itself");
      }
      registry.kill();
      await(working);
    }
  }

  /** By operations, not by time: a busy machine gets as much of them. */
  private void awaitOperations(int count) throws InterruptedException {
    long goal = findings.acknowledged() + count;
    long end = System.nanoTime() + LONGEST_LOAD_MILLIS * 1_000_000;
    while (findings.acknowledged() < goal && System.nanoTime() < end) {
      Thread.sleep(random.nextInt(1, 6));
    }
  }

  private void check(RegistryProcess registry) throws IOException, InterruptedException {
    try (Owner owner = new Owner(registry.url(), registry.token());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Checker checker = new Checker(owner, findings);
      List<Future<?>> checking = new ArrayList<>();
      for (Ledger ledger : ledgers) {
        checking.add(
            threads.submit(
                () -> {
                  checker.check(ledger);
                  return null;
                }));
      }
      await(checking);
    }
  }

  private static void await(List<Future<?>> all) throws IOException, InterruptedException {
    try {
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}

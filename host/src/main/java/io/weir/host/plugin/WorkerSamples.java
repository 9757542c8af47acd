package io.weir.host.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks each worker, on its loop, what its slots have. A worker that does not answer in time, since
 * a guest holds its loop, goes with what it said last.
 */
final class WorkerSamples {
  private static final long WAIT_MILLIS = 1_000;

  private final List<? extends PluginWorker> workers;
  private final Map<Integer, Map<PluginGeneration, SlotStatus>> last = new HashMap<>();

  WorkerSamples(List<? extends PluginWorker> workers) {
    this.workers = workers;
  }

  /** The sum over all workers of each generation. Not from a worker. */
  synchronized Map<PluginGeneration, SlotStatus> take(Set<PluginGeneration> generations) {
    List<PluginGeneration> asked = List.copyOf(generations);
    Map<Integer, CompletableFuture<Map<PluginGeneration, SlotStatus>>> answers = new HashMap<>();
    for (PluginWorker worker : workers) {
      answers.put(worker.index(), ask(worker, asked));
    }
    answers.forEach(this::await);
    Map<PluginGeneration, SlotStatus> sum = new HashMap<>();
    for (PluginGeneration generation : asked) {
      SlotStatus all = SlotStatus.NONE;
      for (Map<PluginGeneration, SlotStatus> one : last.values()) {
        all = all.plus(one.getOrDefault(generation, SlotStatus.NONE));
      }
      sum.put(generation, all);
    }
    return sum;
  }

  private static CompletableFuture<Map<PluginGeneration, SlotStatus>> ask(
      PluginWorker worker, List<PluginGeneration> generations) {
    CompletableFuture<Map<PluginGeneration, SlotStatus>> answer = new CompletableFuture<>();
    try {
      worker
          .loop()
          .execute(
              () -> {
                Map<PluginGeneration, SlotStatus> slots = new HashMap<>();
                generations.forEach(g -> slots.put(g, g.slot(worker.index()).status()));
                answer.complete(slots);
              });
    } catch (RejectedExecutionException e) {
      answer.complete(Map.of()); // the gateway has stopped
    }
    return answer;
  }

  private void await(int worker, CompletableFuture<Map<PluginGeneration, SlotStatus>> answer) {
    try {
      last.put(worker, answer.get(WAIT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      last.putIfAbsent(worker, Map.of());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker cannot say what it has", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.weir.host.observe;

import io.netty.channel.EventLoop;
import io.weir.host.config.GatewayConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks each worker, on its loop, for a copy of its numbers. A worker that does not answer in time,
 * since a guest holds its loop, goes with what it said last.
 */
public final class StreamScrape {
  private static final long WAIT_MILLIS = 1_000;

  /** A worker. */
  public record Source(EventLoop loop, WorkerWatch watch) {}

  private final List<Source> workers;
  private final List<StreamCounters> last = new ArrayList<>();

  public StreamScrape(List<Source> workers) {
    this.workers = List.copyOf(workers);
    workers.forEach(w -> last.add(new StreamCounters()));
  }

  /**
   * Writes the sum over all workers. Any thread but a worker's.
   *
   * @param live whose routes and upstreams are kept; null: all
   */
  public synchronized void collect(Exposition page, @Nullable GatewayConfig live) {
    Set<String> routes = new HashSet<>();
    Set<String> clusters = new HashSet<>();
    if (live != null) {
      live.routes().forEach(route -> routes.add(route.name()));
      live.upstreams().forEach(upstream -> clusters.add(upstream.name()));
    }
    List<CompletableFuture<StreamCounters>> answers = new ArrayList<>();
    for (Source worker : workers) {
      answers.add(ask(worker, live == null ? null : routes, clusters));
    }
    StreamCounters sum = new StreamCounters();
    Exposition.Family lag =
        page.family(
            "weir_worker_lag_seconds",
            Exposition.Type.HISTOGRAM,
            "How late a worker's loop came to a task, looked at twice a second.");
    for (int i = 0; i < answers.size(); i++) {
      await(i, answers.get(i));
      sum.add(last.get(i));
      last.get(i).lag.write(lag, "worker", Integer.toString(i));
    }
    new StreamMetrics(page).write(sum);
  }

  private static CompletableFuture<StreamCounters> ask(
      Source worker, @Nullable Set<String> routes, Set<String> clusters) {
    CompletableFuture<StreamCounters> answer = new CompletableFuture<>();
    try {
      worker
          .loop()
          .execute(
              () -> {
                StreamCounters copy = new StreamCounters();
                copy.add(worker.watch().counters());
                if (routes != null) {
                  worker.watch().counters().retain(routes, clusters);
                }
                answer.complete(copy);
              });
    } catch (RejectedExecutionException e) {
      answer.cancel(false); // the gateway has stopped
    }
    return answer;
  }

  private void await(int worker, CompletableFuture<StreamCounters> answer) {
    try {
      if (!answer.isCancelled()) {
        last.set(worker, answer.get(WAIT_MILLIS, TimeUnit.MILLISECONDS));
      }
    } catch (TimeoutException e) {
      // what it said last stands
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker cannot say what it has counted", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

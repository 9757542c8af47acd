package io.weir.host.observe.view;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Asks each worker, on its loop, for its part of a page. A worker that does not answer in time,
 * since a guest holds its loop, is left out, and the page is said to be cut.
 */
public final class WorkerPages {
  private static final long WAIT_MILLIS = 1_000;

  private WorkerPages() {}

  /** One worker's part. */
  public record Part<T>(EventLoop loop, Supplier<Page<T>> take) {}

  /**
   * @param age the eldest go first
   */
  public static <T> Page<T> merge(List<Part<T>> parts, int limit, ToLongFunction<T> age) {
    List<CompletableFuture<Page<T>>> answers = parts.stream().map(WorkerPages::ask).toList();
    List<T> items = new ArrayList<>();
    long total = 0;
    boolean truncated = false;
    for (CompletableFuture<Page<T>> answer : answers) {
      Page<T> page = await(answer);
      items.addAll(page.items());
      total += page.total();
      truncated |= page.truncated();
    }
    items.sort(Comparator.comparingLong(age).reversed());
    truncated |= items.size() > limit;
    return new Page<>(items.stream().limit(limit).toList(), total, truncated);
  }

  private static <T> CompletableFuture<Page<T>> ask(Part<T> part) {
    try {
      return CompletableFuture.supplyAsync(part.take, part.loop);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), 0, false)); // stopped
    }
  }

  private static <T> Page<T> await(CompletableFuture<Page<T>> answer) {
    try {
      return answer.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Page<>(List.of(), 0, true);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker cannot say what it has", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Page<>(List.of(), 0, true);
    }
  }
}

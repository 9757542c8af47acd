package io.weir.registry.mirror;

import io.weir.registry.RegistryException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does what several ask for at once only once, and all wait for the answer. The work has a thread
 * of its own: it is the registry's, whichever client goes away, and no request's rules hold for it.
 */
final class Coalescer<V extends @Nullable Object> {
  private final ConcurrentMap<String, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /** Work that may fail as fetching and storing do. */
  interface Work<V extends @Nullable Object> {
    V run() throws IOException;
  }

  /**
   * The answer of {@code work}, or of the same work that is already under way.
   *
   * @throws IOException or an unchecked exception, that of the work, for all who waited
   */
  V run(String name, Work<V> work) throws IOException {
    CompletableFuture<V> own = new CompletableFuture<>();
    CompletableFuture<V> first = running.putIfAbsent(name, own);
    if (first != null) {
      return await(first);
    }
    Thread.ofVirtual().name("registry-mirror").start(() -> complete(name, own, work));
    return await(own);
  }

  private void complete(String name, CompletableFuture<V> own, Work<V> work) {
    try {
      own.complete(work.run());
    } catch (IOException | RuntimeException | Error e) {
      own.completeExceptionally(e);
    } finally {
      running.remove(name, own);
    }
  }

  private static <V extends @Nullable Object> V await(CompletableFuture<V> first)
      throws IOException {
    try {
      return first.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw new IOException(io.getMessage(), io);
        case RegistryException failed ->
            throw new RegistryException(
                failed.reason(), String.valueOf(failed.getMessage()), failed.remedy(), failed);
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }
}

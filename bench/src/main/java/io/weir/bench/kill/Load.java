package io.weir.bench.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send one request after the other, each with a number. */
final class Load {
  private final URI target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong numbers = new AtomicLong();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  /**
   * A request that was not answered with 200.
   *
   * @param begunNanos when it was sent
   */
  record Failure(String id, long begunNanos, String what) {}

  Load(int port) {
    target = URI.create("http://127.0.0.1:" + port + "/");
  }

  void start(int clients) {
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.startVirtualThread(this::send));
    }
  }

  private void send() {
    while (running) {
      String id = Long.toString(numbers.incrementAndGet());
      long begun = System.nanoTime();
      try {
        HttpRequest request =
            HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(20))
                .header("x-id", id)
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          failures.add(new Failure(id, begun, "status " + status));
        }
      } catch (IOException e) {
        failures.add(new Failure(id, begun, e.toString()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void stop() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    client.close();
  }

  long sent() {
    return numbers.get();
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }
}

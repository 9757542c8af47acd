package io.weir.registry.event;

import io.weir.registry.config.WebhookConfig;
import io.weir.registry.config.WebhookConfig.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver: events in order, those that wait together in one envelope, tried again with longer
 * and longer pauses. The queue is bounded: what does not fit is lost, counted and told in the log.
 * An ordinary stop keeps what is left; a kill loses it.
 */
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_TOGETHER = 50;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LAST_PAUSE_MILLIS = 60_000;
  private static final int CLOSE_MILLIS = 2_000;

  private final WebhookConfig config;
  private final Path kept;
  private final Delivery delivery;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final List<String> sending = new ArrayList<>();
  private final AtomicLong lost = new AtomicLong();
  private final Thread sender;

  private Webhook(WebhookConfig config, Path kept) {
    this.config = config;
    this.kept = kept;
    this.delivery = new Delivery(config);
    this.sender = Thread.ofVirtual().name("webhook-" + config.name()).unstarted(this::run);
  }

  /**
   * @param kept the file of what the last run could not send, one event a line
   */
  static Webhook start(WebhookConfig config, Path kept) throws IOException {
    Webhook hook = new Webhook(config, kept);
    if (Files.exists(kept)) {
      Files.readAllLines(kept).forEach(hook::offer);
      Files.delete(kept);
    }
    hook.sender.start();
    return hook;
  }

  boolean wants(Event event, String repository) {
    return config.wants(event, repository);
  }

  /** Never blocks. */
  void offer(String event) {
    if (!waiting.offer(event)) {
      lose(1, "its queue is full");
    }
  }

  private void lose(int count, String why) {
    LOG.error(
        "webhook {}: {} events are lost ({}), {} in all",
        config.name(),
        count,
        why,
        lost.addAndGet(count));
  }

  private void run() {
    try {
      while (true) {
        sending.add(waiting.take());
        waiting.drainTo(sending, MAX_TOGETHER - 1);
        deliver();
        sending.clear();
      }
    } catch (InterruptedException e) {
      // closed: what is left is kept
    }
  }

  private void deliver() throws InterruptedException {
    long started = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    Delivery.Outcome outcome = delivery.send(sending);
    while (!outcome.delivered()) {
      boolean late = System.nanoTime() - started > config.giveUpAfter().toNanos();
      if (late || outcome.hopeless()) {
        lose(sending.size(), outcome.text());
        return;
      }
      LOG.warn("webhook {}: {}; again in {} ms", config.name(), outcome.text(), pause);
      Thread.sleep(pause);
      pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
      outcome = delivery.send(sending);
    }
  }

  @Override
  public void close() {
    sender.interrupt();
    try {
      sender.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delivery.close();
    List<String> left = new ArrayList<>(sending);
    waiting.drainTo(left);
    if (!left.isEmpty()) {
      keep(left);
    }
  }

  private void keep(List<String> left) {
    try {
      Files.createDirectories(Objects.requireNonNull(kept.getParent()));
      Files.write(kept, left, StandardCharsets.UTF_8);
    } catch (IOException e) {
      lose(left.size(), kept + " cannot be written: " + e.getMessage());
    }
  }
}

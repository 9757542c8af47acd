package io.weir.host.plugin;

import io.weir.host.config.ConfigException;
import io.weir.host.config.GatewayConfig;
import io.weir.registry.PluginPuller;
import io.weir.registry.PullException;
import io.weir.registry.PullPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the addresses of plugins that have a {@code pollInterval} still mean
 * what is live, and has the configuration applied again when one does not: the rest is an ordinary
 * swap. Never fatal; a fault is logged once, and so is its end. Thread-safe.
 */
public final class TagPoller implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TagPoller.class);

  private final PluginPuller puller;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-tags").factory());
  private final Map<String, Watch> watches = new HashMap<>();
  private volatile @Nullable Runnable reapply;

  public TagPoller(PluginPuller puller) {
    this.puller = puller;
  }

  /**
   * Begins to poll.
   *
   * @param again applies the live configuration once more; throws when that is refused
   */
  public void onMoved(Runnable again) {
    reapply = again;
  }

  /**
   * A configuration has become live.
   *
   * @param digests the SHA-256 of each plugin's module as it is live now, by name
   */
  public synchronized void watch(GatewayConfig config, Map<String, String> digests) {
    Map<String, Watch> before = new HashMap<>(watches);
    watches.clear();
    for (GatewayConfig.Plugin plugin : config.plugins()) {
      String live = digests.get(plugin.name());
      Duration interval = plugin.pollInterval();
      if (interval == null || plugin.sha256() != null || live == null) {
        continue;
      }
      Watch watch = before.remove(plugin.name());
      if (watch == null || !watch.isOf(plugin.url(), interval)) {
        cancel(watch);
        watch = new Watch(plugin.name(), plugin.url(), interval);
      }
      watch.live(live);
      watches.put(plugin.name(), watch);
    }
    before.values().forEach(TagPoller::cancel);
  }

  private static void cancel(@Nullable Watch watch) {
    if (watch != null) {
      watch.task.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One plugin that is polled. Its fields are the poller's thread's, but for what is volatile. */
  private final class Watch {
    private final String name;
    private final String url;
    private final Duration interval;
    private final ScheduledFuture<?> task;
    private volatile String live = "";

    /** The module that could not be made live; not tried again until something else changes. */
    private volatile @Nullable String refused;

    private @Nullable String fault;

    Watch(String name, String url, Duration interval) {
      this.name = name;
      this.url = url;
      this.interval = interval;
      long millis = interval.toMillis();
      task = timer.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
    }

    boolean isOf(String otherUrl, Duration otherInterval) {
      return url.equals(otherUrl) && interval.equals(otherInterval);
    }

    void live(String digest) {
      live = digest;
      refused = null;
    }

    private void poll() {
      Runnable again = reapply;
      if (again == null) {
        return;
      }
      try {
        String there = puller.pull(url, PullPolicy.ALWAYS, null).wasmSha256();
        if (there.equals(live)) {
          recovered();
        } else if (there.equals(refused)) {
          keepLive();
        } else {
          moved(there, again);
        }
      } catch (PullException | ConfigException e) {
        failed(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        failed(e.toString());
      }
    }

    private void moved(String there, Runnable again) {
      log.info("plugin {}: {} has moved to module sha256:{}", name, url, there);
      boolean done = false;
      try {
        again.run();
        done = true;
        recovered();
      } finally {
        if (!done && !timer.isShutdown()) {
          refused = there;
          keepLive();
        }
      }
    }

    /** The cache goes on to mean what is live, for the next change and the next start. */
    private void keepLive() {
      puller.pull(url, PullPolicy.IF_NOT_PRESENT, live);
    }

    private void failed(String what) {
      if (timer.isShutdown() || what.equals(fault)) {
        return;
      }
      fault = what;
      log.warn("plugin {}: polling {}: {}; what is live goes on", name, url, what);
    }

    private void recovered() {
      if (fault != null) {
        fault = null;
        log.info("plugin {}: {} is well again", name, url);
      }
    }
  }
}

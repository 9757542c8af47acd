package io.weir.host.config;

import io.weir.host.config.ConfigException.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes from the source and from the API and makes them live, one after the other, on one
 * thread. Its methods may be called from any thread that may block.
 */
public final class ConfigService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigService.class);

  /**
   * Guests run on the control thread when they are tried out; their stack is bounded below this.
   */
  private static final long STACK_BYTES = 8L << 20;

  private static final long CLOSE_SECONDS = 10;

  private final ConfigSource source;
  private final ConfigApplier applier;
  private final ExecutorService control =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("config").stackSize(STACK_BYTES).factory());

  /** Whether a reload waits for its turn: changes of the file until then are one. */
  private final AtomicBoolean reloadWaits = new AtomicBoolean();

  /** On the control thread. */
  private final EntityTags tags = new EntityTags();

  /** On the control thread. */
  private final NameIndex names = new NameIndex();

  private volatile @Nullable LiveConfig live;
  private volatile List<Problem> refusal = List.of();

  public ConfigService(ConfigSource source, ConfigApplier applier) {
    this.source = source;
    this.applier = applier;
  }

  /**
   * Makes the source's configuration live and begins to watch it.
   *
   * @throws ConfigException when there is none that can be served
   */
  public LiveConfig start() {
    LiveConfig first = onControl(() -> serve(source.load()));
    source.watch(this::reloadSoon);
    applier.onMoved(this::reapply);
    return first;
  }

  public ConfigSource source() {
    return source;
  }

  /** What serves now; after {@link #start} only. */
  public LiveConfig live() {
    LiveConfig current = live;
    if (current == null) {
      throw new IllegalStateException("live: none (expected: start() was called)");
    }
    return current;
  }

  /** Why the last change of the source is not live; empty when it is. */
  public List<Problem> refusal() {
    return refusal;
  }

  /**
   * Makes a change; returns when it is live on all workers.
   *
   * @param etag says whether the change is meant for the configuration with this tag
   * @throws ConfigException when the changed configuration is wrong in itself
   * @throws ConfigChangeException when it is not to be changed, or cannot be made live
   */
  public LiveConfig change(ConfigEdit edit, Predicate<String> etag) {
    if (!(source instanceof ConfigStore store)) {
      throw new ConfigChangeException.ReadOnly(source.kind(), source.path());
    }
    return onControl(() -> changeNow(store, edit, etag));
  }

  /**
   * Applies the live configuration once more, since something that it names has changed: the entity
   * tag stays, the generation is a new one.
   *
   * @throws ConfigException when it is refused; what was live stays live
   */
  public LiveConfig reapply() {
    return onControl(() -> serve(live().config()));
  }

  @Override
  public void close() {
    source.close();
    control.shutdown();
    try {
      if (!control.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("a change is given up: it has not become live in {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LiveConfig changeNow(ConfigStore store, ConfigEdit edit, Predicate<String> etag) {
    LiveConfig before = live();
    if (!etag.test(before.etag())) {
      throw new ConfigChangeException.Stale(before.etag());
    }
    GatewayConfig changed = edit.applyTo(before.config(), names);
    ConfigStore.Staged staged;
    LiveConfig after;
    try {
      staged = store.stage(changed);
      after = serveOrDiscard(changed, staged);
    } catch (ConfigException e) {
      throw new ConfigChangeException.Refused(e);
    }
    commit(staged, after);
    return after;
  }

  private static void commit(ConfigStore.Staged staged, LiveConfig after) {
    try {
      staged.commit();
    } catch (ConfigException e) {
      throw new ConfigChangeException.NotStored(after.generation(), e);
    }
  }

  private LiveConfig serveOrDiscard(GatewayConfig config, ConfigStore.Staged staged) {
    boolean served = false;
    try {
      LiveConfig after = serve(config);
      served = true;
      return after;
    } finally {
      if (!served) {
        staged.discard();
      }
    }
  }

  private LiveConfig serve(GatewayConfig config) {
    LiveConfig served = new LiveConfig(config, tags.of(config), applier.apply(config));
    live = served;
    log.debug(
        "generation {} is live: {} routes, {} plugins, {} upstreams",
        served.generation(),
        config.routes().size(),
        config.plugins().size(),
        config.upstreams().size());
    return served;
  }

  private void reloadSoon() {
    if (reloadWaits.compareAndSet(false, true)) {
      control.execute(this::reload);
    }
  }

  private void reload() {
    // before the load: a change after it needs another turn
    reloadWaits.set(false);
    try {
      GatewayConfig changed = Unchanged.keep(live().config(), source.load());
      if (isLive(changed)) {
        log.info("{}: saved, nothing changed", source.path());
      } else {
        serve(changed);
      }
      refusal = List.of();
    } catch (ConfigException e) {
      refusal = e.problems();
      long generation = live().generation();
      log.error(
          "{}: refused, generation {} keeps serving\n{}",
          source.path(),
          generation,
          e.getMessage());
    } catch (RuntimeException e) {
      refusal =
          List.of(new Problem("", 0, String.valueOf(e.getMessage()), "see the gateway's log"));
      log.error("{}: not live, the last generation keeps serving", source.path(), e);
    }
  }

  /** Saving the file again must read the secret files in it again, so those count as changed. */
  private boolean isLive(GatewayConfig config) {
    return tags.of(config).equals(live().etag()) && !ConfigWriter.json(config).contains("${file:");
  }

  private LiveConfig onControl(Supplier<LiveConfig> task) {
    try {
      return CompletableFuture.supplyAsync(task, control).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}

package io.weir.registry.catalogue;

import io.weir.registry.distribution.PullWatch;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.VerdictKeeper;
import io.weir.registry.signature.TrustedKeys;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a store. It follows the store with a little delay; close it before the store.
 */
public final class StoreCatalogue implements Catalogue, PullWatch, AutoCloseable {
  private static final long CLOSE_MILLIS = 5_000;

  private final RegistryStore store;
  private final SearchIndex index = new SearchIndex();
  private final Tasks tasks = new Tasks();
  private final Downloads downloads;
  private final DetailReader details;
  private final Upkeep upkeep;
  private final Thread thread;

  private StoreCatalogue(RegistryStore store, TrustedKeys trust, Clock clock) {
    this.store = store;
    this.downloads = new Downloads(store);
    this.details = new DetailReader(store, new EntryReader(downloads));
    this.upkeep =
        new Upkeep(store, index, tasks, downloads, trust, new VerdictKeeper(store, clock));
    store.listen(new StoreWatch(tasks));
    this.thread = Thread.ofPlatform().daemon().name("catalogue").unstarted(upkeep);
  }

  /**
   * Reads what the store has noted of plugins, and follows it from then on, on a thread of its own.
   * The first searches wait until all is found by what is noted; READMEs follow.
   */
  public static StoreCatalogue open(RegistryStore store, TrustedKeys trust, Clock clock) {
    StoreCatalogue catalogue = new StoreCatalogue(store, trust, clock);
    catalogue.thread.start();
    return catalogue;
  }

  /** How many plugins a search can find. Waits while the catalogue opens. */
  public int size() {
    awaitFilled();
    return index.size();
  }

  /** Waits until the catalogue has followed all changes so far. */
  public void awaitDone() throws InterruptedException {
    upkeep.awaitFilled();
    tasks.awaitDone();
  }

  @Override
  public SearchPage search(Query query, Predicate<String> visible) {
    awaitFilled();
    return index.search(query, visible);
  }

  private void awaitFilled() {
    try {
      upkeep.awaitFilled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the catalogue opens", e);
    }
  }

  @Override
  public @Nullable PluginDetail detail(String repository, @Nullable String version)
      throws IOException {
    return details.detail(repository, version);
  }

  @Override
  public @Nullable Icon icon(String repository, @Nullable String version) throws IOException {
    return details.icon(repository, version);
  }

  @Override
  public int mark(String repository, @Nullable String version, @Nullable Mark mark)
      throws IOException {
    Repository at = store.repository(repository);
    if (at == null) {
      return 0;
    }
    int marked = 0;
    for (VersionState each : Versions.of(at).all()) {
      if (version == null || each.isNamed(version)) {
        byte[] note = mark == null ? null : MarkNote.write(mark);
        store.note(repository, each.manifest().digest(), MarkNote.KEY, note);
        marked++;
      }
    }
    return marked;
  }

  @Override
  public List<String> pulled(String repository, ManifestState manifest, boolean whole) {
    if (manifest.note(PluginFacts.NOTE) == null) {
      return List.of();
    }
    if (whole) {
      downloads.count(repository, manifest.digest());
    }
    Mark mark = MarkNote.read(manifest.note(MarkNote.KEY));
    return mark == null ? List.of() : List.of(warning(repository, mark));
  }

  private static String warning(String repository, Mark mark) {
    String what =
        mark.kind() == Mark.Kind.YANKED
            ? "this version was yanked and should not be used"
            : "this version is deprecated";
    return repository + ": " + what + (mark.reason().isEmpty() ? "" : ": " + mark.reason());
  }

  /** Stops following, and keeps the counts. */
  @Override
  public void close() {
    tasks.close();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    downloads.flush();
  }
}

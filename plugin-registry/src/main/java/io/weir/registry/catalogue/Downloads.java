package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often plugins are pulled. Counting is quick and from any thread; now and then the
 * counts are kept in the store. What was not kept yet when a process is killed is lost.
 */
final class Downloads {
  static final String KEY = "downloads";
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

  private final RegistryStore store;
  private final Map<Plugin, LongAdder> fresh = new ConcurrentHashMap<>();

  /** A manifest of a repository; there are no more of them than manifests in the store. */
  private record Plugin(String repository, Digest digest) {}

  Downloads(RegistryStore store) {
    this.store = store;
  }

  void count(String repository, Digest digest) {
    fresh.computeIfAbsent(new Plugin(repository, digest), plugin -> new LongAdder()).increment();
  }

  /** All that there have been. */
  long of(String repository, ManifestState manifest) {
    LongAdder adder = fresh.get(new Plugin(repository, manifest.digest()));
    return kept(manifest.note(KEY)) + (adder == null ? 0 : adder.sum());
  }

  private static long kept(byte @Nullable [] note) {
    if (note == null) {
      return 0;
    }
    try {
      return Long.parseLong(new String(note, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Keeps what was counted. Blocks; by one thread at a time. */
  void flush() {
    for (Plugin each : fresh.keySet()) {
      try {
        keep(each);
      } catch (IOException e) {
        LOG.warn("downloads of {} cannot be kept: {}", each.repository(), e.getMessage());
        return;
      }
    }
  }

  private void keep(Plugin plugin) throws IOException {
    LongAdder adder = fresh.get(plugin);
    Repository repository = store.repository(plugin.repository());
    ManifestState manifest = repository == null ? null : repository.manifest(plugin.digest());
    if (adder == null || manifest == null) {
      fresh.remove(plugin);
      return;
    }
    long counted = adder.sum();
    if (counted > 0) {
      String total = Long.toString(kept(manifest.note(KEY)) + counted);
      store.note(
          plugin.repository(), plugin.digest(), KEY, total.getBytes(StandardCharsets.US_ASCII));
      adder.add(-counted);
    }
  }
}

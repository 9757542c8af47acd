package io.weir.registry.housekeeping;

import static io.weir.registry.housekeeping.Stores.bytes;
import static io.weir.registry.housekeeping.Stores.manifest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.Content;
import io.weir.registry.store.FileContent;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes, mounts, tags and deletes from many threads, over content that they share, while the
 * collector runs all the time without any grace. What was acknowledged must be there.
 */
class CollectorTortureTest {
  private static final int WORKERS = 6;
  private static final int STEPS = 300;
  private static final int BLOBS = 12;
  private static final int TRIES = 1000;

  @TempDir Path root;

  @Test
  void losesNothingAndLeavesNothing() throws Exception {
    RegistryStore store = Stores.open(root);
    Collector collector = new Collector(store, System::nanoTime);
    store.listen(collector);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger collected = new AtomicInteger();
    List<Worker> workers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> collecting =
          threads.submit(
              () -> {
                while (!stop.get()) {
                  collected.addAndGet((int) collector.run(0, false).count());
                }
                return null;
              });
      List<Future<Void>> working = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(new Worker(store, i));
        working.add(threads.submit(workers.getLast()));
      }
      try {
        for (Future<Void> each : working) {
          each.get();
        }
      } finally {
        stop.set(true);
      }
      collecting.get();
    }
    collector.run(0, false);
    collector.run(0, false);

    assertTrue(collected.get() > 0, "the collector found nothing to do");
    store.close();
    RegistryStore again = Stores.open(root);
    Set<Digest> needed = new HashSet<>();
    for (Worker each : workers) {
      each.store = again;
      each.verifyAll();
      each.model.forEach(
          (digest, content) -> {
            needed.add(digest);
            needed.addAll(content);
          });
    }
    Set<Digest> kept = new HashSet<>();
    again.cleaner().forEachContent(each -> kept.add(each.digest()));
    assertEquals(needed, kept);
    again.close();
  }

  /** Works on a repository of its own, so it knows what must be in it. */
  private static final class Worker implements Callable<Void> {
    private RegistryStore store;
    private final int number;
    private final String name;
    private final Random random;
    private final Map<Digest, List<Digest>> model = new HashMap<>();
    private final Map<String, Digest> tags = new TreeMap<>();

    Worker(RegistryStore store, int number) {
      this.store = store;
      this.number = number;
      this.name = "r" + number;
      this.random = new Random(number);
    }

    @Override
    public Void call() throws IOException {
      for (int i = 0; i < STEPS; i++) {
        step();
        verifySome();
      }
      return null;
    }

    private void step() throws IOException {
      List<Digest> known = List.copyOf(model.keySet());
      int dice = random.nextInt(10);
      if (dice < 5 || known.isEmpty()) {
        push();
      } else if (dice < 9) {
        Digest victim = known.get(random.nextInt(known.size()));
        assertTrue(store.deleteManifest(name, victim));
        model.remove(victim);
        tags.values().removeIf(victim::equals);
      } else if (!tags.isEmpty()) {
        String tag = tags.keySet().iterator().next();
        assertTrue(store.deleteTag(name, tag));
        tags.remove(tag);
      }
    }

    private void push() throws IOException {
      List<Integer> layers = random.ints(3, 0, BLOBS).distinct().boxed().toList();
      List<Digest> content = layers.stream().map(CollectorTortureTest::digest).toList();
      NewManifest manifest = manifest(number + ":" + layers, null, content);
      String tag = "t" + random.nextInt(5);
      for (int attempt = 0; attempt < TRIES; attempt++) {
        for (int layer : layers) {
          pushOrMount(layer);
        }
        try {
          store.putManifest(name, manifest, List.of(tag));
          model.put(manifest.digest(), content);
          tags.put(tag, manifest.digest());
          return;
        } catch (RegistryFault e) {
          // a layer was collected before the manifest came, which without grace is to be expected
        }
      }
      throw new AssertionError("no push comes through");
    }

    private void pushOrMount(int layer) throws IOException {
      Digest digest = digest(layer);
      String other = "r" + random.nextInt(WORKERS);
      if (!store.mountBlob(other, name, digest)) {
        store.putBlob(name, digest, content(layer));
      }
    }

    private void verifySome() throws IOException {
      for (Digest each : model.keySet()) {
        verify(each);
        return;
      }
    }

    private void verifyAll() throws IOException {
      for (Digest each : model.keySet()) {
        verify(each);
      }
      Map<String, Digest> found = new TreeMap<>();
      Repository repository = store.repository(name);
      if (repository != null) {
        assertEquals(model.size(), repository.manifests().size());
        repository.tags().values().forEach(each -> found.put(each.name(), each.digest()));
      }
      assertEquals(tags, found);
    }

    private void verify(Digest digest) throws IOException {
      Repository repository = Objects.requireNonNull(store.repository(name));
      ManifestState manifest = repository.manifest(digest);
      assertEquals(model.get(digest), Objects.requireNonNull(manifest).content());
      assertWhole(digest);
      for (Digest each : manifest.content()) {
        assertTrue(repository.hasBlob(each), () -> name + " has lost " + each);
        assertWhole(each);
      }
    }

    private void assertWhole(Digest digest) throws IOException {
      try (Content content = Objects.requireNonNull(store.open(digest), digest::toString)) {
        ByteBuffer read = ByteBuffer.allocate((int) content.size());
        ((FileContent) content).file().read(read, 0);
        assertEquals(digest, Digest.sha256(read.array()));
      }
    }
  }

  private static byte[] content(int layer) {
    return bytes("layer " + layer);
  }

  private static Digest digest(int layer) {
    return Digest.sha256(content(layer));
  }
}

package io.weir.registry.housekeeping;

import static io.weir.registry.housekeeping.Stores.blob;
import static io.weir.registry.housekeeping.Stores.bytes;
import static io.weir.registry.housekeeping.Stores.manifest;
import static io.weir.registry.housekeeping.Stores.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final long GRACE = 100;

  @TempDir Path root;
  private RegistryStore store;
  private Collector collector;
  private long now;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open(root);
    collector = new Collector(store, () -> now);
    store.listen(collector);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void takesBlobsThatNoManifestHasNamedForAllOfTheGrace() throws IOException {
    Digest loose = blob(store, "a", "loose");
    Digest used = blob(store, "a", "used");
    push(store, "a", manifest("m", null, List.of(used)), "v1");

    assertEquals(1, run().waiting());
    now += GRACE - 1;
    assertEquals(0, run().count());
    now++;
    assertEquals(1, collector.run(GRACE, true).count());
    assertTrue(repository("a").hasBlob(loose), "a dry run");
    Cleaning cleaning = run();

    assertEquals(
        List.of(loose.toString()), cleaning.items().stream().map(Cleaning.Item::name).toList());
    assertFalse(repository("a").hasBlob(loose));
    assertNull(store.open(loose));
    assertTrue(repository("a").hasBlob(used));
  }

  @Test
  void beginsAnewWhenABlobIsPushedMountedOrAskedForAgain() throws IOException {
    Digest pushed = blob(store, "a", "pushed");
    Digest mounted = blob(store, "a", "mounted");
    Digest asked = blob(store, "a", "asked");
    Digest named = blob(store, "a", "named");
    blob(store, "b", "mounted");
    run();
    now += GRACE;
    blob(store, "a", "pushed");
    store.mountBlob("b", "a", mounted);
    store.use("a", asked);
    store.deleteManifest("a", push(store, "a", manifest("m", null, List.of(named))));

    Cleaning cleaning = run();
    assertEquals(List.of("b"), cleaning.items().stream().map(Cleaning.Item::repository).toList());
    for (Digest each : List.of(pushed, mounted, asked, named)) {
      assertTrue(repository("a").hasBlob(each));
    }
  }

  @Test
  void takesReferrersOnlyWhenTheirSubjectHasBeenGoneForAllOfTheGrace() throws IOException {
    Digest subject = push(store, "a", manifest("subject", null, List.of()), "v1");
    Digest signature = push(store, "a", manifest("signature", subject, List.of()));
    Digest tagged = push(store, "a", manifest("tagged", subject, List.of()), "keep");
    Digest child = push(store, "a", manifest("child", subject, List.of()));
    push(store, "a", manifest("index", null, List.of(child)), "index");
    now += 10 * GRACE;
    assertEquals(0, run().count());
    now += 10 * GRACE;
    assertEquals(0, run().count(), "its subject lives");

    store.deleteManifest("a", subject);
    run();
    now += GRACE;
    push(store, "a", manifest("subject", null, List.of()));
    store.deleteManifest("a", subject);
    assertEquals(0, run().count(), "its subject came back for a while");
    now += GRACE;
    assertEquals(1, run().count());
    assertNull(repository("a").manifest(signature));
    assertNotNull(repository("a").manifest(tagged));
    assertNotNull(repository("a").manifest(child));
  }

  @Test
  void takesContentThatNoRepositoryHas() throws IOException {
    Digest lost = Digest.sha256(bytes("lost"));
    try (StoreFolder folder = StoreFolder.open(root)) {
      folder.content(Flush.OFF).put(lost, bytes("lost"));
    }
    blob(store, "a", "linked");

    assertEquals(2, run().waiting());
    assertNotNull(store.open(lost));
    now += GRACE;
    run();
    assertNull(store.open(lost));
  }

  @Test
  void aRestartBeginsAllAnew() throws IOException {
    Digest loose = blob(store, "a", "loose");
    run();
    now += GRACE;
    collector = new Collector(store, () -> now);

    assertEquals(0, run().count());
    assertTrue(repository("a").hasBlob(loose));
  }

  private Cleaning run() throws IOException {
    return collector.run(GRACE, false);
  }

  private Repository repository(String name) {
    return Objects.requireNonNull(store.repository(name));
  }
}

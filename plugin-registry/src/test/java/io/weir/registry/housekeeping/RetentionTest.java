package io.weir.registry.housekeeping;

import static io.weir.registry.housekeeping.Stores.manifest;
import static io.weir.registry.housekeeping.Stores.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.registry.Digest;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final long GRACE = 100;

  @TempDir Path root;
  private RegistryStore store;
  private long nanos;
  private Instant now = Instant.now();

  @BeforeEach
  void open() throws IOException {
    store = Stores.open(root);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void deletesTagsAndThenTheirManifestsEachAfterTheGrace() throws IOException {
    Digest first = push(store, "a", manifest("1", null, List.of()), "1.0.0");
    push(store, "a", manifest("2", null, List.of()), "2.0.0");
    push(store, "b", manifest("1", null, List.of()), "1.0.0");
    push(store, "b", manifest("2", null, List.of()), "2.0.0");
    Retention retention = retention("{repositories: [a], keepNewest: 1, untaggedAfter: 7d}");

    assertEquals(1, retention.run(GRACE, false).waiting());
    nanos += GRACE;
    assertEquals(1, retention.run(GRACE, true).count());
    assertEquals(Set.of("1.0.0", "2.0.0"), repository("a").tags().keySet());
    assertEquals(1, retention.run(GRACE, false).count());
    assertEquals(Set.of("2.0.0"), repository("a").tags().keySet());
    assertEquals(Set.of("1.0.0", "2.0.0"), repository("b").tags().keySet());

    now = now.plus(Duration.ofDays(8));
    retention.run(GRACE, false);
    assertNotNull(repository("a").manifest(first));
    nanos += GRACE;
    assertEquals(1, retention.run(GRACE, false).count());
    assertNull(repository("a").manifest(first));
  }

  @Test
  void aTagThatIsSetAgainBeginsAnew() throws IOException {
    push(store, "a", manifest("1", null, List.of()), "1.0.0");
    push(store, "a", manifest("2", null, List.of()), "2.0.0");
    Retention retention = retention("{repositories: ['**'], keepNewest: 1}");
    retention.run(GRACE, false);
    nanos += GRACE;
    push(store, "a", manifest("another", null, List.of()), "1.0.0");

    assertEquals(0, retention.run(GRACE, false).count());
    nanos += GRACE;
    assertEquals(1, retention.run(GRACE, false).count());
  }

  @Test
  void theFirstRuleThatMatchesHolds() throws IOException {
    push(store, "a", manifest("1", null, List.of()), "1.0.0");
    push(store, "a", manifest("2", null, List.of()), "2.0.0");
    Retention retention =
        retention("{repositories: [a], keepNewest: 5}, {repositories: ['**'], keepNewest: 1}");

    assertEquals(0, retention.run(0, false).count());
    assertEquals(2, repository("a").tags().size());
  }

  private Retention retention(String rules) throws IOException {
    return new Retention(
        store,
        RegistryConfig.parse("collection: {retention: [" + rules + "]}").collection().retention(),
        () -> now,
        () -> nanos);
  }

  private Repository repository(String name) {
    return Objects.requireNonNull(store.repository(name));
  }
}

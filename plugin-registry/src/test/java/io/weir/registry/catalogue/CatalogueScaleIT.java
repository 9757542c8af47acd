package io.weir.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.signature.TrustedKeys;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The catalogue over many plugins: prints how long it takes to open and to search. The size of the
 * bench is had by {@code -Dweir.catalogue.plugins=10000}; without it a smaller one shows that it
 * works.
 */
class CatalogueScaleIT {
  private static final int PLUGINS = Integer.getInteger("weir.catalogue.plugins", 500);
  private static final int VERSIONS = 10;
  private static final int SEARCHES = 2_000;
  private static final int AT_ONCE = 4;
  private static final List<String> WORDS =
      List.of("auth", "key", "rate", "limit", "header", "body", "cache", "token", "redis", "log");
  private static final List<String> CATEGORIES = List.of("auth", "security", "custom");
  private static final List<String> LANGUAGES = List.of("Rust", "Go", "TinyGo", "C++");

  @TempDir Path folder;

  @Test
  void opensAndSearches() throws Exception {
    try (StoreFolder files = StoreFolder.open(folder);
        RegistryStore store = open(files)) {
      for (int i = 0; i < PLUGINS; i++) {
        fill(store, i);
      }
    }
    long start = System.nanoTime();
    try (StoreFolder files = StoreFolder.open(folder);
        RegistryStore store = open(files)) {
      long read = System.nanoTime();
      try (StoreCatalogue catalogue =
          StoreCatalogue.open(store, new TrustedKeys(List.of()), Clock.systemUTC())) {
        long opened = System.nanoTime();
        assertEquals(PLUGINS, catalogue.size());
        System.out.printf(
            "catalogue of %d plugins, %d tags: store %d ms, catalogue %d ms, heap %d MiB%n",
            PLUGINS, PLUGINS * VERSIONS, millis(read - start), millis(opened - read), heap());
        search(catalogue);
      }
    }
  }

  private static RegistryStore open(StoreFolder files) throws IOException {
    return RegistryStore.open(files.content(Flush.OFF), files.log(Flush.OFF));
  }

  private static void search(Catalogue catalogue) throws Exception {
    List<Future<long[]>> runs = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        int seed = i;
        runs.add(executor.submit(() -> searches(catalogue, new Random(seed))));
      }
    }
    List<Long> all = new ArrayList<>();
    for (Future<long[]> each : runs) {
      Arrays.stream(each.get()).forEach(all::add);
    }
    all.sort(null);
    System.out.printf(
        "%d searches, %d at once: median %.2f ms, p99 %.2f ms%n",
        all.size(), AT_ONCE, all.get(all.size() / 2) / 1e6, all.get(all.size() * 99 / 100) / 1e6);
  }

  private static long[] searches(Catalogue catalogue, Random random) {
    long[] times = new long[SEARCHES];
    for (int i = 0; i < SEARCHES; i++) {
      Query query = query(random);
      long start = System.nanoTime();
      SearchPage page = catalogue.search(query, name -> true);
      times[i] = System.nanoTime() - start;
      assertTrue(page.plugins().size() <= query.limit());
    }
    return times;
  }

  private static Query query(Random random) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    String text =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> word.substring(0, 1);
          case 2 -> word;
          default -> word + " " + WORDS.get(random.nextInt(WORDS.size()));
        };
    String category = random.nextBoolean() ? "auth" : null;
    Query.Sort sort = Query.Sort.values()[random.nextInt(4)];
    return new Query(text, category, null, null, null, null, null, null, sort, 24, null);
  }

  private static void fill(RegistryStore store, int number) throws Exception {
    String repository = "plugins/team-%d/plugin-%d".formatted(number % 100, number);
    Random random = new Random(number);
    for (int version = 0; version < VERSIONS; version++) {
      byte[] manifest = (repository + version).getBytes(UTF_8);
      Digest digest = Digest.sha256(manifest);
      NewManifest stored =
          new NewManifest(
              digest,
              MediaTypes.OCI_MANIFEST,
              manifest,
              null,
              null,
              Map.of(),
              List.of(),
              List.of());
      store.putManifest(repository, stored, List.of("1." + version + ".0"));
      store.note(repository, digest, PluginFacts.NOTE, facts(number, version, random).toJson());
    }
  }

  private static PluginFacts facts(int number, int version, Random random) {
    StringBuilder description = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      description.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      description.append("word").append(random.nextInt(5_000)).append(' ');
    }
    String digest = Digest.sha256(new byte[] {(byte) number}).toString();
    return new PluginFacts(
        "1",
        "higress",
        100_000,
        digest,
        "0.2.1",
        LANGUAGES.get(random.nextInt(LANGUAGES.size())),
        "plugin-" + number,
        "Plugin " + WORDS.get(number % WORDS.size()) + " " + number,
        description.toString(),
        CATEGORIES.get(random.nextInt(CATEGORIES.size())),
        "AUTHN",
        number % 1000,
        "1." + version + ".0",
        "Apache-2.0",
        List.of("gateway", WORDS.get(random.nextInt(WORDS.size()))),
        List.of("headers", "body", "http-call"),
        true,
        digest,
        digest,
        Map.of(),
        null,
        null,
        null);
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}

package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.registry.Digest;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was done, a store that is opened again is what it was. */
class RandomChangesTest {
  private static final int CHANGES = 400;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isTheSameAfterARestart(long seed) throws IOException {
    Random random = new Random(seed);
    for (int restart = 0; restart < 4; restart++) {
      Map<String, String> before;
      try (StoreFolder folder = StoreFolder.open(root);
          RegistryStore store = open(folder)) {
        for (int i = 0; i < CHANGES; i++) {
          change(store, random);
        }
        before = picture(store);
        requireConsistent(store);
      }
      try (StoreFolder folder = StoreFolder.open(root);
          RegistryStore store = open(folder)) {
        assertEquals(before, picture(store), "seed " + seed);
        requireConsistent(store);
      }
    }
  }

  private static RegistryStore open(StoreFolder folder) throws IOException {
    return RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF), 2_000);
  }

  private static void change(RegistryStore store, Random random) throws IOException {
    String repository = "r" + random.nextInt(4);
    byte[] blob = ("blob " + random.nextInt(10)).getBytes(UTF_8);
    Digest digest = Digest.sha256(blob);
    NewManifest manifest = manifest(random, digest);
    try {
      switch (random.nextInt(9)) {
        case 0, 1 -> store.putBlob(repository, digest, blob);
        case 2 -> store.mountBlob("r" + random.nextInt(4), repository, digest);
        case 3 -> store.unlinkBlob(repository, digest);
        case 4, 5 -> store.putManifest(repository, manifest, List.of("t" + random.nextInt(6)));
        case 6 -> store.deleteTag(repository, "t" + random.nextInt(6));
        case 7 -> store.deleteManifest(repository, manifest.digest());
        default ->
            store.note(repository, manifest.digest(), "k", random.nextBoolean() ? blob : null);
      }
    } catch (RegistryFault e) {
      // a manifest whose blob is not there
    }
  }

  private static NewManifest manifest(Random random, Digest blob) {
    int number = random.nextInt(12);
    byte[] bytes = ("manifest " + number).getBytes(UTF_8);
    Digest subject =
        number % 3 == 0 ? Digest.sha256(("manifest " + (number + 1)).getBytes(UTF_8)) : null;
    return new NewManifest(
        Digest.sha256(bytes),
        "type/" + number % 2,
        bytes,
        subject,
        number % 2 == 0 ? null : "artifact",
        Map.of("a" + number, "ü"),
        List.of(blob),
        List.of(blob));
  }

  /** All that can be seen, as text. */
  private static Map<String, String> picture(RegistryStore store) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String name : List.of("r0", "r1", "r2", "r3")) {
      Repository repository = store.repository(name);
      if (repository == null) {
        continue;
      }
      repository
          .blobs()
          .forEach(each -> all.put(name + " blob " + each.digest(), "" + each.size()));
      repository.tags().values().forEach(each -> all.put(name + " tag " + each.name(), "" + each));
      for (ManifestState each : repository.manifests()) {
        all.put(name + " manifest " + each.digest(), picture(each));
        all.put(name + " of " + each.digest(), "" + digests(repository.referrers(each.digest())));
      }
    }
    return all;
  }

  private static String picture(ManifestState state) {
    byte @Nullable [] note = state.note("k");
    return String.join(
        " ",
        state.mediaType(),
        "" + state.size(),
        "" + state.subject(),
        state.artifactType(),
        "" + state.annotations(),
        "" + state.content(),
        "" + state.pushed(),
        note == null ? "-" : new String(note, UTF_8));
  }

  private static List<Digest> digests(List<ManifestState> states) {
    return states.stream().map(ManifestState::digest).toList();
  }

  private static void requireConsistent(RegistryStore store) throws IOException {
    for (String name : store.repositories()) {
      Repository repository = store.repository(name);
      assertNotNull(repository);
      for (Tag tag : repository.tags().values()) {
        assertNotNull(repository.manifest(tag.digest()), tag + " names nothing");
      }
      for (ManifestState each : repository.manifests()) {
        assertNotNull(store.manifestContent(each.digest()));
      }
      for (StoredContent each : repository.blobs()) {
        try (Content content = store.open(each.digest())) {
          assertNotNull(content, each + " is gone");
          assertEquals(each.size(), content.size());
        }
      }
    }
  }
}

package io.weir.registry.housekeeping;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.registry.Digest;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores, and things to put into them. */
final class Stores {
  private Stores() {}

  static RegistryStore open(Path root) throws IOException {
    try (StoreFolder folder = StoreFolder.open(root)) { // nobody else is here: without the lock
      return RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static Digest blob(RegistryStore store, String repository, String text) throws IOException {
    Digest digest = Digest.sha256(bytes(text));
    store.putBlob(repository, digest, bytes(text));
    return digest;
  }

  /** A manifest whose bytes are {@code text}, which names {@code content}. */
  static NewManifest manifest(String text, @Nullable Digest subject, List<Digest> content) {
    byte[] bytes = bytes(text);
    return new NewManifest(
        Digest.sha256(bytes),
        "application/vnd.oci.image.manifest.v1+json",
        bytes,
        subject,
        null,
        Map.of(),
        content,
        content);
  }

  static Digest push(RegistryStore store, String repository, NewManifest manifest, String... tags)
      throws IOException {
    store.putManifest(repository, manifest, List.of(tags));
    return manifest.digest();
  }
}

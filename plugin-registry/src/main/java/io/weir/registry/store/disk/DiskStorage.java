package io.weir.registry.store.disk;

import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.file.Path;

/** A registry's store in a folder of its own. */
public final class DiskStorage {
  private DiskStorage() {}

  /**
   * Opens the store in {@code root}, which is made when missing.
   *
   * @throws IOException when it cannot be used or read
   */
  public static RegistryStore open(Path root, Flush flush) throws IOException {
    return RegistryStore.open(
        new FileContentStore(root.resolve("blobs"), root.resolve("scratch"), flush),
        new FileMetadataLog(root.resolve("metadata"), flush));
  }
}

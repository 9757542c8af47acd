package io.weir.registry.server;

import io.weir.registry.config.S3Config;
import io.weir.registry.housekeeping.Housekeeper;
import io.weir.registry.s3.S3Storage;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import io.weir.registry.store.upload.UploadStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a registry keeps: its store, the uploads on their way into it, the folder of both, and who
 * tidies them.
 *
 * @param folder closed last
 */
record Storage(
    StoreFolder folder, RegistryStore store, UploadStore uploads, Housekeeper housekeeper)
    implements AutoCloseable {

  /**
   * Opens what the options describe.
   *
   * @throws IOException when it cannot be used or read, or another server uses it
   */
  static Storage open(RegistryOptions options) throws IOException {
    StoreFolder folder = StoreFolder.open(options.folder());
    boolean opened = false;
    try {
      RegistryStore store = store(folder, options.config().storage().s3());
      UploadStore uploads =
          UploadStore.open(folder.uploads(), options.maxUploads(), options.uploadExpiry());
      opened = true;
      return new Storage(folder, store, uploads, Housekeeper.start(store, options.config()));
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  private static RegistryStore store(StoreFolder folder, @Nullable S3Config s3) throws IOException {
    if (s3 != null) {
      return S3Storage.open(s3, folder.root().resolve("scratch"));
    }
    return folder.store(Flush.ON);
  }

  @Override
  public void close() throws IOException {
    housekeeper.close();
    try {
      store.close();
    } finally {
      folder.close();
    }
  }
}

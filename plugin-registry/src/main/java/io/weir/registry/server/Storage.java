package io.weir.registry.server;

import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import io.weir.registry.store.upload.UploadStore;
import java.io.IOException;

/**
 * What a registry keeps: its store, the uploads on their way into it, and the folder of both.
 *
 * @param folder closed last
 */
record Storage(StoreFolder folder, RegistryStore store, UploadStore uploads)
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
      Flush flush = Flush.ON;
      RegistryStore store = folder.store(flush);
      UploadStore uploads =
          UploadStore.open(folder.uploads(), options.maxUploads(), options.uploadExpiry());
      opened = true;
      return new Storage(folder, store, uploads);
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      store.close();
    } finally {
      folder.close();
    }
  }
}

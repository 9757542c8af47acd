package io.weir.registry.server;

import io.weir.registry.config.StorageConfig;
import io.weir.registry.housekeeping.Housekeeper;
import io.weir.registry.s3.S3Storage;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import io.weir.registry.store.upload.UploadStore;
import io.weir.registry.store.upload.WriteBack;
import java.io.IOException;
import java.util.List;

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
      StorageConfig config = options.config().storage();
      RegistryStore store = store(folder, config);
      UploadStore uploads =
          UploadStore.open(
              folder.uploads(), options.maxUploads(), options.uploadExpiry(), writeBack(config));
      opened = true;
      return new Storage(folder, store, uploads, Housekeeper.start(store, options.config()));
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  private static RegistryStore store(StoreFolder folder, StorageConfig config) throws IOException {
    if (config.s3() != null) {
      return S3Storage.open(config.s3(), folder.root().resolve("scratch"));
    }
    return folder.store(config.forced() ? Flush.ON : Flush.OFF);
  }

  /** Only for what is to be on this disk for good. */
  private static WriteBack writeBack(StorageConfig config) {
    return config.s3() == null && config.forced() ? WriteBack.ofSystem() : WriteBack.NONE;
  }

  /** Writes how much there is; looks at each repository. */
  void write(MetricsText text) {
    long tags = 0;
    long manifests = 0;
    List<String> names = store.repositories();
    for (String name : names) {
      Repository repository = store.repository(name);
      if (repository != null) {
        tags += repository.tags().size();
        manifests += repository.manifests().size();
      }
    }
    gauge(text, "repositories", "Repositories that have a manifest.", names.size());
    gauge(text, "tags", "Tags of all repositories.", tags);
    gauge(text, "manifests", "Manifests of all repositories.", manifests);
    gauge(text, "uploads", "Uploads that are not finished.", uploads.size());
  }

  private static void gauge(MetricsText text, String name, String help, long value) {
    text.gauge("weir_registry_" + name, help).value("weir_registry_" + name, value);
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

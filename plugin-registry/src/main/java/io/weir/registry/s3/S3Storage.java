package io.weir.registry.s3;

import io.weir.registry.config.S3Config;
import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry's store in a bucket. */
public final class S3Storage {
  private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);

  private S3Storage() {}

  /**
   * Opens the store below a prefix, taking it over from any registry that still writes there.
   *
   * @param spool a local folder, made when missing, for snapshots in the making
   * @throws IOException when it cannot be used or read, naming bucket or object and the remedy
   */
  public static RegistryStore open(S3Config config, Path spool) throws IOException {
    Files.createDirectories(spool);
    S3Bucket bucket = S3Bucket.open(config);
    boolean opened = false;
    try {
      abortUploads(bucket);
      RegistryStore store = RegistryStore.open(new S3Content(bucket), S3Log.open(bucket, spool));
      opened = true;
      return store;
    } finally {
      if (!opened) {
        bucket.close();
      }
    }
  }

  private static void abortUploads(S3Bucket bucket) {
    try {
      bucket.abortUploads(S3Content.FOLDER);
    } catch (IOException e) {
      LOG.warn("uploads that an earlier run left in parts stay: {}", e.getMessage());
    }
  }
}

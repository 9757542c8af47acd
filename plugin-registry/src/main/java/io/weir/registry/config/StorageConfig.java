package io.weir.registry.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code storage}: where content and metadata are kept.
 *
 * @param s3 a bucket; null for files in the registry's folder
 * @param fsync whether files are forced to the disk before an answer; true when left out. Without,
 *     a power cut may lose what was acknowledged, a kill of the process does not
 */
public record StorageConfig(@Nullable S3Config s3, @Nullable Boolean fsync) {

  /** Whether files are forced to the disk. */
  public boolean forced() {
    return fsync == null || fsync;
  }
}

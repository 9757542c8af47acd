package io.weir.registry.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code storage}: where content and metadata are kept.
 *
 * @param s3 a bucket; null for files in the registry's folder
 */
public record StorageConfig(@Nullable S3Config s3) {}

package io.weir.registry.config;

import org.jspecify.annotations.Nullable;

/**
 * One of {@code quotas}: how much a namespace may hold. Content is counted in each repository that
 * has it, however often it is stored.
 *
 * @param namespace the first parts of repositories' names, {@code plugins} or {@code team/a}; empty
 *     for all repositories together
 * @param bytes the most bytes of blobs and manifests; null for any
 * @param repositories the most repositories; null for any
 * @param tags the most tags; null for any
 */
public record QuotaConfig(
    String namespace,
    @Nullable ByteSize bytes,
    @Nullable Integer repositories,
    @Nullable Integer tags) {
  public QuotaConfig {
    if (namespace == null || !namespace.matches("([a-z0-9._-]+(/[a-z0-9._-]+)*)?")) {
      throw new IllegalArgumentException(
          "namespace: "
              + namespace
              + " (expected: the first parts of repositories' names, such as plugins or team/a)");
    }
    if (bytes == null && repositories == null && tags == null) {
      throw new IllegalArgumentException("bytes, repositories, tags: none (expected: one or more)");
    }
  }
}

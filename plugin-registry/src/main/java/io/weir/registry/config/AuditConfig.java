package io.weir.registry.config;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code audit}: what is written down.
 *
 * @param enabled whether anything is; true when left out
 * @param file where; null for {@code audit.log} in the registry's folder
 * @param reads whether also what was only read; false when left out
 * @param maxSize how large the file may grow before another is begun; 64MiB when left out
 * @param keep how many of the files before are kept; 10 when left out
 */
public record AuditConfig(
    Boolean enabled, @Nullable Path file, Boolean reads, ByteSize maxSize, Integer keep) {
  private static final long SMALLEST = 1024;

  public AuditConfig {
    enabled = Objects.requireNonNullElse(enabled, true);
    reads = Objects.requireNonNullElse(reads, false);
    maxSize = Objects.requireNonNullElseGet(maxSize, () -> ByteSize.parse("64MiB"));
    keep = Objects.requireNonNullElse(keep, 10);
    if (keep < 1 || keep > 1000) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 1 to 1000)");
    }
    if (maxSize.bytes() < SMALLEST) {
      throw new IllegalArgumentException("maxSize: too small (expected: at least 1KiB)");
    }
  }
}

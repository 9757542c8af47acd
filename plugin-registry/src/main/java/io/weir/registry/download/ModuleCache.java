package io.weir.registry.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.weir.registry.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modules that were extracted, by the digest of their manifest, in a folder of bounded size; what
 * was used longest ago goes first. Two that ask for one wait for the same extraction. Thread-safe.
 */
final class ModuleCache {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleCache.class);
  private static final int KIB = 1024;

  private final Path folder;
  private final Cache<Digest, Extracted> modules;

  /** Writes a module to a file. */
  interface Extraction {
    Extracted to(Path file) throws IOException;
  }

  /** A module, open; whoever got it closes the file. */
  record Open(Extracted module, FileChannel file) {}

  /**
   * @param folder emptied
   * @param maxBytes of all files together
   */
  ModuleCache(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each); // of an earlier run
      }
    }
    this.modules =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes / KIB)
            .weigher((Digest digest, Extracted each) -> (int) (each.size() / KIB + 1))
            .evictionListener(ModuleCache::delete)
            .build();
  }

  private static void delete(
      @Nullable Digest digest, @Nullable Extracted gone, RemovalCause cause) {
    if (gone == null) {
      return;
    }
    try {
      Files.deleteIfExists(gone.file()); // who has it open reads on
    } catch (IOException e) {
      LOG.warn("{}: cannot be deleted: {}", gone.file(), e.getMessage());
    }
  }

  /** What is known of the module of {@code manifest}, which is extracted when it is not here. */
  Extracted get(Digest manifest, Extraction extraction) throws IOException {
    try {
      return modules.get(manifest, any -> extract(extraction));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The same, open for reading. */
  Open open(Digest manifest, Extraction extraction) throws IOException {
    Extracted module = get(manifest, extraction);
    try {
      return new Open(module, FileChannel.open(module.file(), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      modules.invalidate(manifest); // evicted in this very moment
      Extracted again = get(manifest, extraction);
      return new Open(again, FileChannel.open(again.file(), StandardOpenOption.READ));
    }
  }

  private Extracted extract(Extraction extraction) {
    Path file = folder.resolve(UUID.randomUUID().toString());
    boolean done = false;
    try {
      Extracted module = extraction.to(file);
      done = true;
      return module;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        discard(file);
      }
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{}: cannot be deleted: {}", file, e.getMessage());
    }
  }
}

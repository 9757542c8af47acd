package io.weir.registry.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again after it changed; looked at once a second at most. While what it
 * says cannot be used, what it said before holds, and the log tells. Thread-safe; may block.
 */
final class WatchedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Makes something of a text. */
  interface Reader<T> {
    /**
     * @throws IOException naming what is wrong and the remedy
     */
    T read(String text) throws IOException;
  }

  /** What a file looks like from outside; null for one that is not there. */
  private record Stamp(long modified, long size, @Nullable Object key) {}

  private final Path file;
  private final boolean needed;
  private final Reader<T> reader;
  private volatile T value;
  private @Nullable Stamp seen;
  private volatile long looked;

  /**
   * @param needed whether it is an error that the file is not there; else it counts as empty
   * @throws IOException when it cannot be read now
   */
  WatchedFile(Path file, boolean needed, Reader<T> reader) throws IOException {
    this.file = file;
    this.needed = needed;
    this.reader = reader;
    this.seen = stamp();
    this.value = read();
    this.looked = System.nanoTime();
  }

  T get() {
    if (System.nanoTime() - looked >= LOOK_NANOS) {
      look();
    }
    return value;
  }

  private synchronized void look() {
    if (System.nanoTime() - looked < LOOK_NANOS) {
      return;
    }
    looked = System.nanoTime();
    try {
      Stamp now = stamp();
      if (now == null ? seen != null : !now.equals(seen)) {
        seen = now;
        value = read();
        LOG.info("{}: read again", file);
      }
    } catch (IOException e) {
      LOG.error("{}: what it said before still holds: {}", file, e.getMessage());
    }
  }

  private T read() throws IOException {
    try {
      return reader.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      if (needed) {
        throw new IOException(file + ": not there (make it, or take it out of registry.yaml)", e);
      }
      return reader.read("");
    }
  }

  private @Nullable Stamp stamp() throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}

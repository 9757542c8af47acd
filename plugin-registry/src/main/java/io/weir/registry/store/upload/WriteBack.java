package io.weir.registry.store.upload;

import java.nio.file.Path;

/**
 * Begins to move what was written from the system's cache to the disk, while the rest of a blob is
 * still on its way, so that less is left to do when it is forced at the end. A hint: promises
 * nothing, never fails, and never waits. Thread-safe.
 */
public interface WriteBack {
  /** Leaves it to the system. */
  WriteBack NONE = (file, offset, length) -> {};

  /** Begins with {@code length} bytes of {@code file}; without effect when it is gone. */
  void begin(Path file, long offset, long length);

  /** What this system has for it; {@link #NONE} when it has nothing. */
  static WriteBack ofSystem() {
    WriteBack linux = SyncFileRange.find();
    return linux == null ? NONE : linux;
  }
}

package io.weir.host.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second gateway out of a store, until it is closed. */
final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the folder where it is missing.
   *
   * @throws ConfigException when the folder cannot be used, or another gateway has it
   */
  static StoreLock of(Path folder) {
    try {
      PrivateFiles.createFolder(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw StoreErrors.problem(
            folder + ": another gateway uses this store", "stop it, or give --data DIR", null);
      }
      return new StoreLock(channel);
    } catch (IOException e) {
      throw StoreErrors.problem(
          folder + ": " + FileErrors.describe(e), "make it writable, or give --data DIR", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

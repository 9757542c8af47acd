package io.weir.registry.store.disk;

import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of a registry, and the lock that keeps other servers out of it.
 *
 * <pre>
 * .lock                              held while a server runs
 * blobs/&lt;algorithm&gt;/&lt;2 hex&gt;/&lt;hex&gt;       content; see {@link FileContentStore}
 * metadata/                          who has what; see {@link FileMetadataLog}
 * uploads/                           blobs on their way in
 * scratch/                           files in the making; swept at start
 * </pre>
 */
public final class StoreFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private StoreFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder, which is made when missing, and clears what an earlier run left unfinished.
   *
   * @throws IOException when it cannot be used, or another server uses it
   */
  public static StoreFolder open(Path root) throws IOException {
    Files.createDirectories(root);
    FileChannel channel =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new IOException(root + " is in use by another registry; stop it or use another folder");
    }
    StoreFolder folder = new StoreFolder(root, channel);
    folder.sweep();
    return folder;
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(); // kept until the channel closes, or the process dies
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void sweep() throws IOException {
    Files.createDirectories(scratch());
    try (var files = Files.newDirectoryStream(scratch())) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
    }
  }

  public Path root() {
    return root;
  }

  public Path uploads() {
    return root.resolve("uploads");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path metadata() {
    return root.resolve("metadata");
  }

  Path scratch() {
    return root.resolve("scratch");
  }

  /**
   * Opens the content and the metadata in this folder, and takes over what an earlier version left.
   *
   * @return to be closed before this
   */
  public RegistryStore store(Flush flush) throws IOException {
    RegistryStore store = RegistryStore.open(content(flush), log(flush));
    boolean opened = false;
    try {
      EarlierLayout.takeOver(this, store);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** The content in this folder. */
  public FileContentStore content(Flush flush) throws IOException {
    return new FileContentStore(blobs(), scratch(), flush);
  }

  /** The metadata in this folder. */
  public FileMetadataLog log(Flush flush) throws IOException {
    return new FileMetadataLog(metadata(), flush);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}

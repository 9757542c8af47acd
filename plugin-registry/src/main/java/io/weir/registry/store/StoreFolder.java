package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Where things lie on disk, and the ways to write them so that a reader, or the next start after a
 * kill, sees all of a file or none.
 *
 * <pre>
 * .lock                                     held while a server runs
 * uploads/&lt;id&gt;                              unfinished; swept at start
 * repos/&lt;name&gt;/_blobs/&lt;algorithm&gt;/&lt;hex&gt;      content; a hard link where mounted
 * repos/&lt;name&gt;/_manifests/&lt;algorithm&gt;/&lt;hex&gt;  media type, a line feed, the exact content
 * repos/&lt;name&gt;/_tags/&lt;tag&gt;                   a digest
 * repos/&lt;name&gt;/_referrers/&lt;subject&gt;/&lt;referrer&gt;  a descriptor
 * </pre>
 *
 * No part of a repository's name begins with {@code _}, so repositories nest without clashes. The
 * hard links make the file system count the users of a blob: deleting it in one repository is one
 * unlink, seen at once, and leaves the others whole.
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
    Files.createDirectories(root.resolve("repos"));
    FileChannel channel =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new IOException(root + " is in use by another registry; stop it or use another folder");
    }
    StoreFolder folder = new StoreFolder(root, channel);
    folder.sweepUploads();
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

  private void sweepUploads() throws IOException {
    Path uploads = root.resolve("uploads");
    Files.createDirectories(uploads);
    try (var files = Files.newDirectoryStream(uploads)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
    }
  }

  public Path repositories() {
    return root.resolve("repos");
  }

  /** The folder of {@code kind} ({@code _tags}) in a repository whose name was checked. */
  public Path in(String repository, String kind) {
    return repositories().resolve(repository).resolve(kind);
  }

  public Path in(String repository, String kind, Digest digest) {
    return in(repository, kind).resolve(digest.algorithm().label()).resolve(digest.hex());
  }

  /** A name for a file in the making. */
  public Path fresh() {
    return root.resolve("uploads").resolve(UUID.randomUUID().toString());
  }

  /** Writes {@code content} as {@code file}, whole or not at all. */
  public void write(Path file, byte[] content) throws IOException {
    Path fresh = fresh();
    try {
      Files.write(fresh, content);
      moveInto(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Lets {@code fresh} appear as {@code file}. */
  public void moveInto(Path fresh, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Lets the content of {@code source} appear as {@code file} too. */
  public void share(Path source, Path file) throws IOException {
    Path fresh = fresh();
    try {
      try {
        Files.createLink(fresh, source);
      } catch (UnsupportedOperationException e) {
        Files.copy(source, fresh); // a file system without hard links
      }
      moveInto(fresh, file);
    } finally {
      Files.deleteIfExists(fresh); // rename(2) of two links to one file does nothing
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}

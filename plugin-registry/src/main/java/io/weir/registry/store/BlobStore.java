package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Blobs of repositories. Thread-safe. */
public final class BlobStore {
  private static final String KIND = "_blobs";

  private final StoreFolder folder;

  public BlobStore(StoreFolder folder) {
    this.folder = folder;
  }

  public boolean has(String repository, Digest digest) {
    return Files.isRegularFile(path(repository, digest));
  }

  /** Opens a blob for reading; null when it is not there. The caller closes it. */
  public @Nullable FileChannel open(String repository, Digest digest) throws IOException {
    try {
      return FileChannel.open(path(repository, digest), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Lets the file {@code fresh}, whose content was verified, become a blob. */
  public void adopt(String repository, Digest digest, Path fresh) throws IOException {
    folder.moveInto(fresh, path(repository, digest));
  }

  /** Lets a blob of {@code from} be one of {@code repository} too; false when it is not there. */
  public boolean mount(String from, String repository, Digest digest) throws IOException {
    if (has(repository, digest)) {
      return true;
    }
    try {
      folder.share(path(from, digest), path(repository, digest));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether it was there. */
  public boolean delete(String repository, Digest digest) throws IOException {
    return Files.deleteIfExists(path(repository, digest));
  }

  private Path path(String repository, Digest digest) {
    return folder.in(repository, KIND, digest);
  }
}

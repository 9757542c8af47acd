package io.weir.registry.store.disk;

import io.weir.registry.Digest;
import io.weir.registry.store.Content;
import io.weir.registry.store.ContentStore;
import io.weir.registry.store.FileContent;
import io.weir.registry.store.StoredContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Content as files {@code blobs/<algorithm>/<2 hex>/<hex>}, each there whole or not at all. */
public final class FileContentStore implements ContentStore {
  private final Path blobs;
  private final Path scratch;
  private final Flush flush;

  /**
   * @param blobs the folder of the content
   * @param scratch a folder of the same file system for files in the making
   */
  public FileContentStore(Path blobs, Path scratch, Flush flush) throws IOException {
    this.blobs = blobs;
    this.scratch = scratch;
    this.flush = flush;
    Files.createDirectories(blobs);
    Files.createDirectories(scratch);
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  @Override
  public @Nullable Content open(Digest digest) throws IOException {
    try {
      FileChannel file = FileChannel.open(path(digest), StandardOpenOption.READ);
      return new FileContent(file, file.size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void adopt(Digest digest, Path verified) throws IOException {
    Path folder = folder(digest);
    flush.file(verified);
    Files.createDirectories(folder);
    Files.move(
        verified,
        folder.resolve(digest.hex()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    flush.folder(folder);
    Files.deleteIfExists(verified); // rename(2) of two links to one file does nothing
  }

  @Override
  public void put(Digest digest, byte[] content) throws IOException {
    Path fresh = scratch.resolve(UUID.randomUUID().toString());
    try {
      Files.write(fresh, content);
      adopt(digest, fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    return Files.deleteIfExists(path(digest));
  }

  /** As {@code quarantine/<algorithm>-<hex>} beside the content. */
  @Override
  public boolean quarantine(Digest digest) throws IOException {
    Path folder = blobs.resolveSibling("quarantine");
    Files.createDirectories(folder);
    try {
      Files.move(
          path(digest),
          folder.resolve(digest.algorithm().label() + "-" + digest.hex()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void forEach(Consumer<StoredContent> each) throws IOException {
    Files.walkFileTree(
        blobs,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String algorithm = String.valueOf(blobs.relativize(file).getName(0));
            Digest digest = Digest.parse(algorithm + ":" + file.getFileName());
            each.accept(new StoredContent(digest, attributes.size()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) { // deleted since the folder was read
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  private Path path(Digest digest) {
    return folder(digest).resolve(digest.hex());
  }

  private Path folder(Digest digest) {
    return blobs.resolve(digest.algorithm().label()).resolve(digest.hex().substring(0, 2));
  }

  @Override
  public void close() {
    // holds nothing open
  }
}

package io.weir.proxywasm.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled code on disk, for engines. An entry is a file and, beside it, the file's digest ({@link
 * PieceDigest}), which is checked before each use. Since an entry is code that will be run, the
 * folder belongs to this user alone (mode 0700); one that others may write to is not used.
 *
 * <p>Thread-safe, also between processes: entries appear whole and are never changed. A cache never
 * fails: what cannot be read or written is logged and compiled again.
 */
public final class CodeCache {
  private static final Logger log = LoggerFactory.getLogger(CodeCache.class);
  private static final String PRIVATE = "rwx------";
  private static final String DIGEST = ".digest";

  private final Path folder;

  private CodeCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the folder {@code name} in {@code directory}, making it when it is missing.
   *
   * @param directory as {@link EngineOptions#cacheDirectory} has it
   * @param name the engine and all that its code depends on beside the module, such as its version
   * @return null when there is no directory, or none that is safe to use
   */
  public static @Nullable CodeCache open(@Nullable Path directory, String name) {
    if (directory == null) {
      return null;
    }
    Path folder = directory.resolve(name);
    try {
      if (Files.notExists(folder)) {
        Files.createDirectories(directory);
        makePrivate(folder);
      }
      return isPrivate(folder) ? new CodeCache(folder) : null;
    } catch (IOException e) {
      log.warn("no code cache in {}: {} (expected: a folder to write to)", folder, e.toString());
      return null;
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    if (isPosix(folder)) {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean isPrivate(Path folder) throws IOException {
    if (!isPosix(folder)) {
      return true;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    boolean othersWrite =
        permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    String owner = Files.getOwner(folder).getName();
    String user = System.getProperty("user.name", "");
    if (othersWrite || !owner.equals(user)) {
      log.warn(
          "no code cache in {}: {} of {} (expected: {} of {})",
          folder,
          PosixFilePermissions.toString(permissions),
          owner,
          PRIVATE,
          user);
      return false;
    }
    return true;
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * The entry's file, its digest checked.
   *
   * @param key a file name, such as the module's digest
   * @return null when there is no such entry, or it was damaged
   */
  public @Nullable Path find(String key) {
    Path file = folder.resolve(key);
    try {
      if (Files.notExists(file) || Files.notExists(digestFile(key))) {
        return null;
      }
      if (Files.readString(digestFile(key)).strip().equals(digest(file))) {
        return file;
      }
      log.warn("{}: damaged, compiling again", file);
      remove(key);
    } catch (IOException e) {
      log.warn("{}: {}, compiling again", file, e.toString());
    }
    return null;
  }

  /** Keeps {@code content} under {@code key}. */
  public void store(String key, byte[] content) {
    try {
      // the digest last: an entry without one is none
      place(folder.resolve(key), content);
      place(
          digestFile(key),
          PieceDigest.of(ByteBuffer.wrap(content)).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      log.warn("{}: not kept, {}", folder.resolve(key), e.toString());
    }
  }

  /** Forgets an entry, which the engine could not use. */
  public void remove(String key) {
    try {
      Files.deleteIfExists(digestFile(key));
      Files.deleteIfExists(folder.resolve(key));
    } catch (IOException e) {
      log.warn("{}: not removed, {}", folder.resolve(key), e.toString());
    }
  }

  private Path digestFile(String key) {
    return folder.resolve(key + DIGEST);
  }

  private void place(Path target, byte[] content) throws IOException {
    Path part = Files.createTempFile(folder, "part", ".tmp");
    try {
      Files.write(part, content);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String digest(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return PieceDigest.of(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }
}

package io.weir.host.config;

import io.weir.host.config.ConfigException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store behind the API: {@code gateway.json}, the last configuration that was live, and {@code
 * gateway.previous.json}, the one before. Every write goes to a new file that takes the name of the
 * old one, so a crash leaves one or the other whole. A lock keeps a second gateway out.
 */
public final class StoreConfigSource implements ConfigStore {
  private static final Logger log = LoggerFactory.getLogger(StoreConfigSource.class);

  private final Path folder;
  private final Path current;
  private final Path previous;
  private final FileChannel lock;

  private StoreConfigSource(Path folder, FileChannel lock) {
    this.folder = folder;
    this.current = folder.resolve("gateway.json");
    this.previous = folder.resolve("gateway.previous.json");
    this.lock = lock;
  }

  /**
   * Opens or makes the store in {@code folder}.
   *
   * @throws ConfigException when the folder cannot be used, or another gateway has it
   */
  public static StoreConfigSource open(Path folder) {
    try {
      PrivateFiles.createFolder(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw problem(
            folder + ": another gateway uses this store", "stop it, or give --data DIR", null);
      }
      return new StoreConfigSource(folder, channel);
    } catch (IOException e) {
      throw problem(
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
  public String kind() {
    return "store";
  }

  @Override
  public Path path() {
    return current;
  }

  /** The last configuration that was live; an empty one when there is none yet. */
  @Override
  public GatewayConfig load() {
    if (!Files.exists(current) && !Files.exists(previous)) {
      return GatewayConfig.EMPTY;
    }
    try {
      return ConfigReader.read(current);
    } catch (ConfigException e) {
      if (!Files.exists(previous)) {
        throw e;
      }
      log.error("{}: unreadable, so {} is used: {}", current, previous, e.getMessage());
      return ConfigReader.read(previous);
    }
  }

  /** Nobody else writes here. */
  @Override
  public void watch(Runnable changed) {}

  @Override
  public Staged stage(GatewayConfig config) {
    Path next = folder.resolve("gateway.next.json");
    try {
      write(next, ConfigWriter.json(config) + "\n");
    } catch (IOException e) {
      throw unwritable(next, e);
    }
    return new StagedFile(next);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("{}: closing the lock: {}", folder, e.getMessage());
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = PrivateFiles.create(file)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void replace(Path next) throws IOException {
    if (Files.exists(current)) {
      Files.deleteIfExists(previous);
      // a second name for the same file: current is never missing
      Files.createLink(previous, current);
    }
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static ConfigException unwritable(Path file, IOException e) {
    return problem(file + ": " + FileErrors.describe(e), "free some space, or make it writable", e);
  }

  private static ConfigException problem(String message, String remedy, @Nullable Throwable cause) {
    return new ConfigException(List.of(new Problem("", 0, message, remedy)), cause);
  }

  /** The file that has been written and waits for its name. */
  private final class StagedFile implements Staged {
    private final Path file;

    StagedFile(Path file) {
      this.file = file;
    }

    @Override
    public void commit() {
      try {
        replace(file);
      } catch (IOException e) {
        throw unwritable(current, e);
      }
    }

    @Override
    public void discard() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // the next stage overwrites it
        log.warn("{}: {}", file, FileErrors.describe(e));
      }
    }
  }
}

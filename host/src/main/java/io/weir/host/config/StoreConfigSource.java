package io.weir.host.config;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store behind the API: {@code gateway.json}, a configuration that was live, {@code
 * gateway.previous.json}, the one before, and beside a large one a {@link StoreJournal} with the
 * changes since. Every whole write goes to a new file that takes the name of the old one, so a
 * crash leaves one or the other whole. A lock keeps a second gateway out.
 */
public final class StoreConfigSource implements ConfigStore {
  private static final Logger log = LoggerFactory.getLogger(StoreConfigSource.class);

  /** What is smaller is written as a whole with each change: that costs no more. */
  private static final int JOURNAL_FROM_BYTES = 64 << 10;

  private final StoreLock lock;
  private final StoreFiles files;
  private final StoreContents contents;

  private StoreConfigSource(StoreLock lock, StoreFiles files, StoreContents contents) {
    this.lock = lock;
    this.files = files;
    this.contents = contents;
  }

  /**
   * Opens or makes the store in {@code folder}.
   *
   * @throws ConfigException when the folder cannot be used, or another gateway has it
   */
  public static StoreConfigSource open(Path folder) {
    return open(folder, JOURNAL_FROM_BYTES, JOURNAL_FROM_BYTES);
  }

  /**
   * @param journalFrom from how many bytes on a configuration has a journal
   * @param journalTo the bytes that a journal may always have
   */
  static StoreConfigSource open(Path folder, int journalFrom, int journalTo) {
    StoreLock lock = StoreLock.of(folder);
    StoreFiles files = new StoreFiles(folder);
    return new StoreConfigSource(lock, files, new StoreContents(files, journalFrom, journalTo));
  }

  @Override
  public String kind() {
    return "store";
  }

  @Override
  public Path path() {
    return files.current();
  }

  /** The last configuration that was live; an empty one when there is none yet. */
  @Override
  public GatewayConfig load() {
    return contents.load();
  }

  /** Nobody else writes here. */
  @Override
  public void watch(Runnable changed) {}

  @Override
  public Staged stage(GatewayConfig config) {
    return contents.stage(config);
  }

  @Override
  public void close() {
    try {
      contents.close();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("{}: closing the lock: {}", files.current(), e.getMessage());
    }
  }
}

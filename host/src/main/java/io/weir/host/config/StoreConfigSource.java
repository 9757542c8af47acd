package io.weir.host.config;

import io.weir.host.config.ConfigException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store behind the API: {@code gateway.json}, a configuration that was live, {@code
 * gateway.previous.json}, the one before, and beside a large one a {@link StoreJournal} with the
 * changes since. Every whole write goes to a new file that takes the name of the old one, so a
 * crash leaves one or the other whole. A lock keeps a second gateway out.
 *
 * <p>When a journal has grown, another thread writes the configuration as a whole; changes go on
 * meanwhile.
 */
public final class StoreConfigSource implements ConfigStore {
  private static final Logger log = LoggerFactory.getLogger(StoreConfigSource.class);

  /** What is smaller is written as a whole with each change: that costs no more. */
  private static final int JOURNAL_FROM_BYTES = 64 << 10;

  /** As many changes are read back in a moment. */
  private static final int MAX_LINES = 1_000;

  private final Path folder;
  private final StoreFiles files;
  private final FileChannel lock;
  private final int journalFrom;
  private final int journalTo;

  /** What is on the disk; null when that is not known, and the next write must be a whole one. */
  private @Nullable GatewayConfig stored;

  /** The contents of the current file. */
  private Whole whole = new Whole(new byte[0]);

  private @Nullable StoreJournal journal;
  private boolean staging;
  private boolean closed;
  private @Nullable Thread compaction;

  private StoreConfigSource(Path folder, FileChannel lock, int journalFrom, int journalTo) {
    this.folder = folder;
    this.files = new StoreFiles(folder);
    this.lock = lock;
    this.journalFrom = journalFrom;
    this.journalTo = journalTo;
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
      return new StoreConfigSource(folder, channel, journalFrom, journalTo);
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
    return files.current();
  }

  /** The last configuration that was live; an empty one when there is none yet. */
  @Override
  public synchronized GatewayConfig load() {
    Path current = files.current();
    Path previous = files.previous();
    if (!Files.exists(current) && !Files.exists(previous)) {
      return GatewayConfig.EMPTY;
    }
    try {
      GatewayConfig loaded = load(current);
      stored = loaded;
      return loaded;
    } catch (ConfigException e) {
      closeJournal();
      stored = null;
      if (!Files.exists(previous)) {
        throw e;
      }
      log.error("{}: unreadable, so {} is used: {}", current, previous, e.getMessage());
      GatewayConfig loaded = load(previous);
      closeJournal();
      return loaded;
    }
  }

  /** A whole configuration with the changes of its journal, which is then open. */
  private GatewayConfig load(Path file) {
    closeJournal();
    GatewayConfig config = ConfigReader.read(file);
    try {
      whole = new Whole(Files.readAllBytes(file));
      Path changes = files.journalOf(whole.bytes);
      if (!Files.exists(changes)) {
        return config;
      }
      StoreJournal opened = StoreJournal.open(changes);
      journal = opened;
      NameIndex names = new NameIndex();
      for (String line : opened.lines()) {
        config = StoreChange.apply(config, line, names);
      }
      ConfigValidator.validate(config);
      return config;
    } catch (IOException e) {
      throw problem(file + ": " + FileErrors.describe(e), "check the files beside it", e);
    }
  }

  private void closeJournal() {
    StoreJournal open = journal;
    journal = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.warn("{}: closing the journal: {}", folder, e.getMessage());
      }
    }
  }

  /** Nobody else writes here. */
  @Override
  public void watch(Runnable changed) {}

  @Override
  public synchronized Staged stage(GatewayConfig config) {
    GatewayConfig before = stored;
    boolean large = before != null && whole.bytes.length >= journalFrom;
    String change = before == null || !large ? null : StoreChange.between(before, config);
    try {
      if (change == null) {
        byte[] bytes = bytes(config);
        StoreFiles.write(files.next(), bytes);
        return new StagedFile(config, bytes);
      }
      StoreJournal changes = journal();
      changes.stage(change);
      staging = true;
      return new StagedChange(config, changes);
    } catch (IOException e) {
      throw unwritable(files.next(), e);
    }
  }

  private static byte[] bytes(GatewayConfig config) {
    return (ConfigWriter.json(config) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private StoreJournal journal() throws IOException {
    StoreJournal open = journal;
    if (open == null) {
      open = StoreJournal.create(files.journalOf(whole.bytes), List.of());
      files.forceNames();
      journal = open;
    }
    return open;
  }

  @Override
  public void close() {
    Thread writing;
    synchronized (this) {
      closed = true;
      notifyAll();
      writing = compaction;
    }
    try {
      if (writing != null) {
        writing.join();
      }
      synchronized (this) {
        closeJournal();
      }
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("{}: closing the lock: {}", folder, e.getMessage());
    }
  }

  /** {@code bytes} are in the current file now, and stand for {@code config}. */
  private void replaced(GatewayConfig config, byte[] bytes) throws IOException {
    closeJournal();
    whole = new Whole(bytes);
    stored = config;
    files.removeOldJournals();
  }

  /** Writes the whole configuration on a thread of its own when the journal has grown. */
  private void compactSoon(GatewayConfig config, StoreJournal changes) {
    boolean grown =
        changes.lines().size() >= MAX_LINES
            || changes.size() > Math.max(journalTo, whole.bytes.length / 2);
    if (!grown || compaction != null) {
      return;
    }
    Whole from = whole;
    int count = changes.lines().size();
    compaction =
        Thread.ofPlatform()
            .daemon()
            .name("config-store")
            .start(() -> compact(config, from, changes, count));
  }

  /**
   * @param config the {@code from} with the first {@code count} lines of {@code changes}
   */
  private void compact(GatewayConfig config, Whole from, StoreJournal changes, int count) {
    Path next = folder.resolve("gateway.compact.json");
    try {
      byte[] bytes = bytes(config);
      StoreFiles.write(next, bytes);
      synchronized (this) {
        while (staging && !closed) {
          wait(); // the change under way belongs to the old journal
        }
        if (!closed && whole == from && journal == changes) {
          List<String> rest = changes.lines().subList(count, changes.lines().size());
          // the new journal first: the moment the new file has its name, its changes are there
          StoreJournal later =
              rest.isEmpty() ? null : StoreJournal.create(files.journalOf(bytes), rest);
          files.replace(next);
          GatewayConfig now = stored;
          closeJournal();
          journal = later;
          whole = new Whole(bytes);
          stored = now;
          files.removeOldJournals();
        }
      }
    } catch (IOException e) {
      log.warn("{}: {}; the journal goes on", next, FileErrors.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        compaction = null;
      }
    }
  }

  private static ConfigException unwritable(Path file, IOException e) {
    return problem(file + ": " + FileErrors.describe(e), "free some space, or make it writable", e);
  }

  private static ConfigException problem(String message, String remedy, @Nullable Throwable cause) {
    return new ConfigException(List.of(new Problem("", 0, message, remedy)), cause);
  }

  /** The contents of a file; compared by identity. */
  private static final class Whole {
    final byte[] bytes;

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** The file that has been written and waits for its name. */
  private final class StagedFile implements Staged {
    private final GatewayConfig config;
    private final byte[] bytes;

    StagedFile(GatewayConfig config, byte[] bytes) {
      this.config = config;
      this.bytes = bytes;
    }

    @Override
    public void commit() {
      synchronized (StoreConfigSource.this) {
        try {
          files.replace(files.next());
          replaced(config, bytes);
        } catch (IOException e) {
          stored = null;
          throw unwritable(files.current(), e);
        }
      }
    }

    @Override
    public void discard() {
      try {
        Files.deleteIfExists(files.next());
      } catch (IOException e) {
        // the next stage overwrites it
        log.warn("{}: {}", files.next(), FileErrors.describe(e));
      }
    }
  }

  /** The change that stands in the journal and does not count yet. */
  private final class StagedChange implements Staged {
    private final GatewayConfig config;
    private final StoreJournal changes;

    StagedChange(GatewayConfig config, StoreJournal changes) {
      this.config = config;
      this.changes = changes;
    }

    @Override
    public void commit() {
      synchronized (StoreConfigSource.this) {
        try {
          changes.commit();
          stored = config;
          compactSoon(config, changes);
        } catch (IOException e) {
          stored = null; // what the journal holds is not known: the next write is a whole one
          throw unwritable(files.current(), e);
        } finally {
          unstaged();
        }
      }
    }

    @Override
    public void discard() {
      synchronized (StoreConfigSource.this) {
        try {
          changes.discard();
        } catch (IOException e) {
          stored = null;
          log.warn("{}: {}", folder, FileErrors.describe(e));
        } finally {
          unstaged();
        }
      }
    }

    private void unstaged() {
      staging = false;
      StoreConfigSource.this.notifyAll();
    }
  }
}

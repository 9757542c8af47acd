package io.weir.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in the files of a store: a configuration as a whole and, beside a large one, the changes
 * since. When the journal has grown, {@link StoreCompaction} writes the configuration as a whole;
 * changes go on meanwhile. Thread-safe.
 */
final class StoreContents {
  private static final Logger log = LoggerFactory.getLogger(StoreContents.class);

  /** As many changes are read back in a moment. */
  private static final int MAX_LINES = 1_000;

  private final StoreFiles files;
  private final int journalFrom;
  private final int journalTo;
  private final StoreCompaction compaction = new StoreCompaction(this);

  /** What is on the disk; null when that is not known, and the next write must be a whole one. */
  private @Nullable GatewayConfig stored;

  /** The current file. */
  private Whole whole;

  private @Nullable StoreJournal journal;
  private boolean staging;
  private boolean closed;

  /**
   * @param journalFrom from how many bytes on a configuration has a journal
   * @param journalTo the bytes that a journal may always have
   */
  StoreContents(StoreFiles files, int journalFrom, int journalTo) {
    this.files = files;
    this.journalFrom = journalFrom;
    this.journalTo = journalTo;
    this.whole = new Whole(new byte[0]);
  }

  /** A file with a configuration as a whole; compared by identity. */
  final class Whole {
    private final int length;

    /** Of the changes since. */
    private final Path journal;

    private Whole(byte[] bytes) {
      length = bytes.length;
      journal = files.journalOf(bytes);
    }
  }

  // ---- reading

  /** The last configuration that was live; an empty one when there is none yet. */
  synchronized GatewayConfig load() {
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
      Path changes = whole.journal;
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
      throw StoreErrors.unreadable(file, e);
    }
  }

  private void closeJournal() {
    StoreJournal open = journal;
    journal = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.warn("{}: closing the journal: {}", files.current(), e.getMessage());
      }
    }
  }

  // ---- writing

  synchronized ConfigStore.Staged stage(GatewayConfig config) {
    GatewayConfig before = stored;
    boolean large = before != null && whole.length >= journalFrom;
    String change = before == null || !large ? null : StoreChange.between(before, config);
    try {
      if (change == null) {
        byte[] bytes = ConfigWriter.utf8(config);
        StoreFiles.write(files.next(), bytes);
        return new StagedFile(this, files.next(), config, bytes);
      }
      StoreJournal changes = journal();
      changes.stage(change);
      staging = true;
      return new StagedChange(this, changes, config);
    } catch (IOException e) {
      throw StoreErrors.unwritable(files.next(), e);
    }
  }

  private StoreJournal journal() throws IOException {
    StoreJournal open = journal;
    if (open == null) {
      open = StoreJournal.create(whole.journal, List.of());
      files.forceNames();
      journal = open;
    }
    return open;
  }

  /** {@code next} becomes the current file. */
  synchronized void replace(Path next, GatewayConfig config, byte[] bytes) {
    Whole written = new Whole(bytes);
    try {
      // the same bytes may have been current before: what changed them then does not count now
      Files.deleteIfExists(written.journal);
      files.replace(next);
      closeJournal();
      whole = written;
      stored = config;
      files.removeOldJournals();
    } catch (IOException e) {
      stored = null;
      throw StoreErrors.unwritable(files.current(), e);
    }
  }

  /** The change that is staged in {@code changes} counts from now on. */
  synchronized void commit(StoreJournal changes, GatewayConfig config) {
    try {
      changes.commit();
      stored = config;
      compactSoon(config, changes);
    } catch (IOException e) {
      stored = null; // what the journal holds is not known: the next write is a whole one
      throw StoreErrors.unwritable(files.current(), e);
    } finally {
      unstaged();
    }
  }

  /** The change that is staged in {@code changes} is forgotten. */
  synchronized void discard(StoreJournal changes) {
    try {
      changes.discard();
    } catch (IOException e) {
      stored = null;
      log.warn("{}: {}", files.current(), FileErrors.describe(e));
    } finally {
      unstaged();
    }
  }

  private void unstaged() {
    staging = false;
    notifyAll();
  }

  // ---- compaction

  private void compactSoon(GatewayConfig config, StoreJournal changes) {
    boolean grown =
        changes.lines().size() >= MAX_LINES
            || changes.size() > Math.max(journalTo, whole.length / 2);
    if (grown) {
      compaction.start(new StoreCompaction.Work(config, whole, changes, changes.lines().size()));
    }
  }

  /** What is written before it becomes the current file. */
  Path compacted() {
    return files.compacted();
  }

  /**
   * The compacted file becomes the current one, unless another has meanwhile.
   *
   * @param bytes what is in it
   */
  synchronized void compacted(StoreCompaction.Work work, byte[] bytes)
      throws IOException, InterruptedException {
    while (staging && !closed) {
      wait(); // the change under way belongs to the old journal
    }
    if (closed || whole != work.from() || journal != work.changes()) {
      return;
    }
    List<String> lines = work.changes().lines();
    List<String> rest = lines.subList(work.count(), lines.size());
    Whole next = new Whole(bytes);
    // the new journal first: the moment the new file has its name, its changes are there, and no
    // others that these bytes may have had before
    StoreJournal later = StoreJournal.create(next.journal, rest);
    try {
      takeCompacted(next);
    } catch (IOException e) {
      later.close();
      throw e;
    }
    closeJournal();
    journal = later;
    whole = next;
    files.removeOldJournals();
  }

  private void takeCompacted(Whole next) throws IOException {
    if (next.journal.equals(whole.journal)) {
      files.forceNames(); // the very bytes that are current: the new journal says it all
    } else {
      files.replace(files.compacted());
    }
  }

  /** Waits for a compaction that is under way. */
  void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    compaction.join();
    synchronized (this) {
      closeJournal();
    }
  }
}

package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes durable, then visible, then known; and keeps the log from growing for ever: when
 * the records since the last snapshot are more than that and {@link #MIN_BYTES}, all is written as
 * a snapshot, one repository after the other, while changes go on. Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  static final long MIN_BYTES = 8L << 20;

  /** At the end it is worth a snapshot when the log has this part of what it may have. */
  private static final int CLOSE_SHARE = 4;

  /** Ends a snapshot; says nothing else. */
  private static final byte[] SNAPSHOT_END = {RecordWriter.VERSION};

  /** Says nothing, but has a number. */
  private static final byte[] NOTHING = RecordWriter.record("", List.of());

  private final MetadataLog log;
  private final StoreIndex index;
  private final ChangeLocks locks;
  private final long minBytes;
  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long snapshotBytes;
  private final AtomicBoolean compacting = new AtomicBoolean();
  private volatile @Nullable Thread compactor;

  Journal(MetadataLog log, StoreIndex index, ChangeLocks locks, long minBytes) {
    this.log = log;
    this.index = index;
    this.locks = locks;
    this.minBytes = minBytes;
  }

  /** Reads all back into the index. */
  void replay() throws IOException {
    Consumer<ByteBuffer> restorer = index.restorer();
    log.replay(
        record -> {
          if (record.remaining() == SNAPSHOT_END.length) {
            snapshotBytes = bytes.getAndSet(0);
          } else {
            bytes.addAndGet(record.remaining());
            restorer.accept(record);
          }
        });
    index.all().removeIf(RepositoryState::isEmpty);
    compactWhenDue();
  }

  void listen(StoreListener listener) {
    listeners.add(listener);
  }

  void used(String repository, Digest blob) {
    listeners.forEach(each -> each.used(repository, blob));
  }

  /** Under the locks of what changes: all of it, or nothing. */
  void commit(RepositoryState state, List<? extends StoreChange> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    byte[] record = RecordWriter.record(state.name(), changes);
    log.append(record);
    bytes.addAndGet(record.length);
    for (StoreChange change : changes) {
      state.apply(change);
      listeners.forEach(each -> each.changed(change));
    }
    compactWhenDue();
  }

  private void compactWhenDue() {
    boolean due = bytes.get() > Math.max(minBytes, snapshotBytes) || log.wantsCompaction();
    if (due && compacting.compareAndSet(false, true)) {
      compactor = Thread.ofVirtual().name("registry-compaction").start(this::compact);
    }
  }

  /**
   * Whoever added a record before {@link #NOTHING} and has not applied it yet holds the lock of a
   * repository that is in the index, and so is waited for.
   */
  private void compact() {
    bytes.set(0); // after a failure it is tried again when as much has come
    try {
      AtomicLong written = new AtomicLong();
      long upTo = log.append(NOTHING);
      log.compact(snapshot(written)::iterator, upTo);
      snapshotBytes = written.get();
    } catch (IOException e) {
      LOG.warn("the registry's log cannot be compacted; it grows meanwhile: {}", e.getMessage());
    } finally {
      compacting.set(false);
    }
  }

  private Stream<byte[]> snapshot(AtomicLong written) {
    return Stream.concat(
        index.all().stream()
            .flatMap(each -> records(each.name()).stream())
            .peek(record -> written.addAndGet(record.length)),
        Stream.of(SNAPSHOT_END));
  }

  private List<byte[]> records(String name) {
    try (var held = locks.all(name)) {
      RepositoryState state = index.get(name);
      return state == null ? List.of() : StoreIndex.records(state);
    }
  }

  /**
   * Waits for a compaction that is under way, and does one when that makes the next start clearly
   * quicker.
   */
  @Override
  public void close() throws IOException {
    try {
      Thread running = compactor;
      if (running != null) {
        running.join();
      }
      boolean worth = bytes.get() > Math.max(minBytes, snapshotBytes) / CLOSE_SHARE;
      if (worth && compacting.compareAndSet(false, true)) {
        compact();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.close();
    }
  }
}

package io.weir.registry.s3;

import io.weir.registry.store.MetadataLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log as numbered objects, each a batch of records, and snapshots.
 *
 * <p>One writer at a time: each object is written only if it does not exist yet. A registry that
 * starts claims the number after the last, which is just the one that an earlier writer, should it
 * still run, writes next; that one finds it taken and writes no more. For this a claim is kept when
 * the log is compacted, and so is the last object.
 *
 * <p>When it is not known whether a write arrived, its records are voided before the next one, by
 * an object in its place or after it: what was reported as failed stays undone.
 */
final class S3Log implements MetadataLog {
  private static final int CLAIMS_TRIED = 10;

  /** So many objects are read in a second or so, and a snapshot is worth some more. */
  private static final int OBJECTS = 1000;

  private static final int BYTES_OF_AN_OBJECT = 16 << 10;

  private final S3Bucket bucket;
  private final Path spool;
  private final UUID writer;
  private final long claim;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock compacting = new ReentrantLock();
  private final GroupCommit group = new GroupCommit(writing, this::write);
  private final LogObjects objects = new LogObjects();
  private long nextObject;
  private long nextRecord;
  private @Nullable LogBatch uncertain;
  private volatile long snapshotBytes;
  private volatile @Nullable String fenced;

  private S3Log(S3Bucket bucket, Path spool, UUID writer, long claim) {
    this.bucket = bucket;
    this.spool = spool;
    this.writer = writer;
    this.claim = claim;
  }

  /**
   * Takes the log over from whoever wrote it.
   *
   * @param spool a local folder for snapshots in the making
   */
  static S3Log open(S3Bucket bucket, Path spool) throws IOException {
    UUID writer = UUID.randomUUID();
    for (int attempt = 0; attempt < CLAIMS_TRIED; attempt++) {
      long[] last = {0};
      bucket.list(
          LogNames.BATCHES, each -> last[0] = Math.max(last[0], LogNames.number(each.name())));
      long next = last[0] + 1;
      if (bucket.create(LogNames.batch(next), LogBatch.claim(writer).encode())) {
        return new S3Log(bucket, spool, writer, next);
      }
    }
    throw new IOException(
        bucket.where(LogNames.BATCHES)
            + " is written by another registry all the time; stop it, or use another prefix");
  }

  @Override
  public void replay(Consumer<ByteBuffer> record) throws IOException {
    LogReplay replay = new LogReplay(bucket, record);
    replay.run(claim);
    writing.lock();
    try {
      replay.seen().forEach(objects::add);
      objects.add(new LogReplay.Numbered(claim, LogBatch.Kind.CLAIM, 0));
      nextObject = claim + 1;
      nextRecord = replay.last() + 1;
      snapshotBytes = replay.snapshotBytes();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public long append(byte[] record) throws IOException {
    return group.append(record);
  }

  /** Writes a batch; called with {@code writing} held. Returns the number of its first record. */
  private long write(List<byte[]> records) throws IOException {
    requireReplayed();
    checkFence();
    settle();
    LogBatch batch = LogBatch.of(writer, nextRecord, records);
    uncertain = batch;
    place(nextObject, batch);
    advance(nextObject, batch);
    return batch.first();
  }

  /** Makes sure that the records of a write that failed never come to light. */
  private void settle() throws IOException {
    LogBatch lost = uncertain;
    if (lost == null) {
      return;
    }
    LogBatch undo = lost.voided();
    if (bucket.create(LogNames.batch(nextObject), undo.encode())) {
      advance(nextObject, undo);
      return;
    }
    LogBatch there = read(nextObject);
    if (!there.writer().equals(writer)) {
      throw fence(there.writer());
    }
    long at = nextObject;
    if (there.kind() == LogBatch.Kind.RECORDS) {
      place(++at, undo);
      objects.add(new LogReplay.Numbered(nextObject, there.kind(), there.last()));
    }
    advance(at, undo);
  }

  private void advance(long number, LogBatch written) {
    objects.add(new LogReplay.Numbered(number, written.kind(), written.last()));
    nextObject = number + 1;
    nextRecord = written.last() + 1;
    uncertain = null;
  }

  private void place(long number, LogBatch batch) throws IOException {
    byte[] bytes = batch.encode();
    if (bucket.create(LogNames.batch(number), bytes)) {
      return;
    }
    LogBatch there = read(number);
    if (!Arrays.equals(there.encode(), bytes)) { // else an attempt of the client's came through
      throw fence(there.writer());
    }
  }

  private LogBatch read(long number) throws IOException {
    String name = LogNames.batch(number);
    byte[] bytes = bucket.get(name);
    if (bytes == null) {
      throw new IOException(bucket.where(name) + " was taken away while in use");
    }
    return LogBatch.decode(bucket.where(name), bytes);
  }

  private IOException fence(UUID other) {
    fenced =
        "%s was taken over by another registry (run %s; this one is %s) and is no longer written to; stop one of the two, or give each a prefix of its own"
            .formatted(bucket.where(""), other, writer);
    return new IOException(fenced);
  }

  private void checkFence() throws IOException {
    if (fenced != null) {
      throw new IOException(fenced);
    }
  }

  private void requireReplayed() {
    if (nextObject == 0) {
      throw new IllegalStateException("the log is written before it was replayed");
    }
  }

  @Override
  public void checkOwner() throws IOException {
    writing.lock();
    try {
      requireReplayed();
      checkFence();
      settle();
      if (bucket.size(LogNames.batch(nextObject)) >= 0) {
        throw fence(read(nextObject).writer());
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean wantsCompaction() {
    return objects.size() > OBJECTS + snapshotBytes / BYTES_OF_AN_OBJECT;
  }

  @Override
  public void compact(Iterable<byte[]> snapshot, long upTo) throws IOException {
    compacting.lock();
    try {
      Path file = Files.createTempFile(spool, "snapshot", "");
      try {
        LogSnapshot.write(file, snapshot);
        checkOwner();
        long size = Files.size(file);
        bucket.upload(LogNames.snapshot(upTo), file);
        snapshotBytes = size;
      } finally {
        Files.deleteIfExists(file);
      }
      deleteCovered(upTo);
    } finally {
      compacting.unlock();
    }
  }

  private void deleteCovered(long upTo) throws IOException {
    List<String> old = new ArrayList<>();
    bucket.list(
        LogNames.SNAPSHOTS,
        each -> {
          long number = LogNames.number(each.name());
          if (number >= 0 && number < upTo) {
            old.add(each.name());
          }
        });
    objects.takeCovered(upTo).forEach(number -> old.add(LogNames.batch(number)));
    bucket.deleteAll(old);
  }

  @Override
  public void close() {}
}

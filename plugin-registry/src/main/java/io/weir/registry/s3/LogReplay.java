package io.weir.registry.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a log from its newest snapshot up to an object. For one use by one thread. */
final class LogReplay {
  private static final int AHEAD = 16;

  private final S3Bucket bucket;
  private final Consumer<ByteBuffer> record;
  private final List<Numbered> seen = new ArrayList<>();
  private @Nullable LogBatch held;
  private long snapshotBytes;
  private long covered;
  private long last;

  /** A batch without its records, and the number of its object. */
  record Numbered(long number, LogBatch.Kind kind, long last) {}

  LogReplay(S3Bucket bucket, Consumer<ByteBuffer> record) {
    this.bucket = bucket;
    this.record = record;
  }

  /**
   * Hands all records over.
   *
   * @param end the object before which it stops
   */
  void run(long end) throws IOException {
    readSnapshot();
    List<Long> numbers = new ArrayList<>();
    bucket.list(LogNames.BATCHES, each -> numbers.add(LogNames.number(each.name())));
    numbers.removeIf(each -> each < 0 || each >= end);
    Deque<Future<byte @Nullable []>> ahead = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0, asked = 0; i < numbers.size(); i++) {
        for (; asked < numbers.size() && asked < i + AHEAD; asked++) {
          String name = LogNames.batch(numbers.get(asked));
          ahead.add(threads.submit(() -> bucket.get(name)));
        }
        take(numbers.get(i), await(ahead.remove()));
      }
    }
    deliverHeld();
  }

  private void readSnapshot() throws IOException {
    List<S3Bucket.Listed> snapshots = new ArrayList<>();
    bucket.list(LogNames.SNAPSHOTS, snapshots::add);
    snapshots.removeIf(each -> LogNames.number(each.name()) < 0);
    if (snapshots.isEmpty()) {
      return;
    }
    S3Bucket.Listed newest = snapshots.getLast();
    try (InputStream in = bucket.read(newest.name(), 0, newest.size())) {
      LogSnapshot.read(in, bucket.where(newest.name()), record);
    }
    snapshotBytes = newest.size();
    covered = LogNames.number(newest.name());
    last = covered;
  }

  private static byte @Nullable [] await(Future<byte @Nullable []> object) throws IOException {
    try {
      return object.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the log was read", e);
    }
  }

  private void take(long number, byte @Nullable [] object) throws IOException {
    String where = bucket.where(LogNames.batch(number));
    if (object == null) {
      throw new IOException(
          where
              + " went while it was read (another registry compacts this log: stop it, then"
              + " start again)");
    }
    LogBatch batch = LogBatch.decode(where, object);
    seen.add(new Numbered(number, batch.kind(), batch.last()));
    switch (batch.kind()) {
      case CLAIM -> {}
      case VOID -> {
        if (held != null && held.first() == batch.first()) {
          held = null;
        } else {
          follow(batch, where);
        }
      }
      case RECORDS -> follow(batch, where);
    }
  }

  private void follow(LogBatch batch, String where) throws IOException {
    deliverHeld();
    if (batch.last() <= covered) {
      return;
    }
    if (batch.first() > last + 1) {
      throw new IOException(
          "%s begins with record %d, and %d to %d are nowhere; restore the objects below %s from a backup"
              .formatted(where, batch.first(), last + 1, batch.first() - 1, LogNames.BATCHES));
    }
    held = batch;
    last = batch.last();
  }

  private void deliverHeld() {
    if (held == null) {
      return;
    }
    long number = held.first();
    for (byte[] each : held.records()) {
      if (number++ > covered) {
        record.accept(ByteBuffer.wrap(each));
      }
    }
    held = null;
  }

  /** The number of the last record that was ever given out. */
  long last() {
    return last;
  }

  /** The size of the snapshot; 0 when there is none. */
  long snapshotBytes() {
    return snapshotBytes;
  }

  /** The objects that are there, in order. */
  List<Numbered> seen() {
    return seen;
  }
}

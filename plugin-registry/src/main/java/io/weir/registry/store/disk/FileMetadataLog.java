package io.weir.registry.store.disk;

import io.weir.registry.store.MetadataLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as files: a snapshot, and segments after it, the last of which grows. Each compaction
 * begins a segment and deletes those that its snapshot covers.
 */
public final class FileMetadataLog implements MetadataLog {
  private static final Logger LOG = LoggerFactory.getLogger(FileMetadataLog.class);

  private final LogFiles files;
  private final Flush flush;
  private final Snapshot snapshots;
  private final GroupCommit commit = new GroupCommit(this::write);
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Segment segment;
  private Frames frames = new Frames(0);
  private long last;

  FileMetadataLog(Path folder, Flush flush) throws IOException {
    Files.createDirectories(folder);
    this.files = new LogFiles(folder);
    this.flush = flush;
    this.snapshots = new Snapshot(files, flush);
  }

  @Override
  public void replay(Consumer<ByteBuffer> record) throws IOException {
    files.sweep();
    Map.Entry<Long, Path> snapshot = files.snapshots().lastEntry();
    if (snapshot != null) {
      Snapshot.read(snapshot.getValue(), record);
      last = snapshot.getKey();
      files.deleteCovered(last);
    }
    NavigableMap<Long, Path> segments = files.segments();
    for (Map.Entry<Long, Path> each : segments.entrySet()) {
      boolean grows = each.getKey().equals(segments.lastKey());
      replay(each.getKey(), each.getValue(), grows, record);
    }
    if (segment == null) {
      begin();
    }
  }

  private void replay(long first, Path path, boolean grows, Consumer<ByteBuffer> record)
      throws IOException {
    if (first > last + 1) {
      throw new IOException(
          "%s: records %d to %d are missing before it (restore the registry's folder from a backup)"
              .formatted(path, last + 1, first - 1));
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      LogHeader header = LogHeader.read(file);
      if (header == null) {
        dropUnbegun(path, grows && LogHeader.isAlone(file));
        return;
      }
      FrameReader in = new FrameReader(file, header.frames(), LogHeader.LENGTH);
      long next = replay(in, first, path, record);
      long end = in.position();
      if (in.isDamage(next)) {
        throw Snapshot.damaged(path, end);
      }
      last = Math.max(last, next - 1);
      if (grows) {
        resume(path, end, header);
      }
    }
  }

  /** Reads a segment's whole records; gives the number of the one that would follow. */
  private long replay(FrameReader in, long first, Path path, Consumer<ByteBuffer> record)
      throws IOException {
    long next = first;
    Frames.Frame frame = in.next();
    while (frame != null) {
      if (frame.number() != next) {
        throw Snapshot.damaged(path, in.position() - frame.length());
      }
      if (next > last) {
        record.accept(frame.content());
      }
      next++;
      frame = in.next();
    }
    return next;
  }

  /** The process ended before anything was written to it. */
  private static void dropUnbegun(Path path, boolean empty) throws IOException {
    if (!empty) {
      throw Snapshot.damaged(path, 0);
    }
    Files.delete(path);
  }

  private void resume(Path path, long end, LogHeader header) throws IOException {
    long cut = Files.size(path) - end;
    LOG.debug("{}: goes on at byte {}, {} bytes after it are cut off", path, end, cut);
    segment = Segment.resume(path, end, flush);
    frames = header.frames();
  }

  private void begin() throws IOException {
    LogHeader header = LogHeader.fresh();
    Segment fresh = Segment.create(files.segment(last + 1), header.bytes(), flush);
    flush.folder(files.folder());
    Segment full = segment;
    segment = fresh;
    frames = header.frames();
    if (full != null) {
      full.close();
    }
  }

  @Override
  public long append(byte[] record) throws IOException {
    if (record.length == 0 || record.length > Frames.MAX_RECORD) {
      throw new IOException(
          "metadata: a record of %d bytes (expected: 1 to %d)"
              .formatted(record.length, Frames.MAX_RECORD));
    }
    return commit.add(record);
  }

  private long write(List<byte[]> group) throws IOException {
    lock.lock();
    try {
      Segment open = segment;
      if (open == null) {
        throw new IOException("the log is closed");
      }
      long first = last + 1;
      open.append(frames.group(first, group));
      last += group.size();
      return first;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void compact(Iterable<byte[]> snapshot, long upTo) throws IOException {
    lock.lock();
    try {
      if (segment != null && segment.length() > LogHeader.LENGTH) {
        begin(); // so that the next compaction finds a segment that it covers whole
      }
    } finally {
      lock.unlock();
    }
    snapshots.write(snapshot, upTo);
    files.deleteCovered(upTo);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (segment != null) {
        segment.close();
        segment = null;
      }
    } finally {
      lock.unlock();
    }
  }
}

package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that the log grows in. It has zeros ahead of its records: forcing them to the disk is
 * quicker where the file does not grow, and what is deleted on a full disk still finds room to be
 * noted. Not thread-safe.
 */
final class Segment implements AutoCloseable {
  private static final int AHEAD = 256 << 10;

  private final FileChannel file;
  private final Flush flush;
  private long end;
  private long allocated;
  private boolean broken;

  private Segment(FileChannel file, Flush flush, long end) {
    this.file = file;
    this.flush = flush;
    this.end = end;
    this.allocated = end;
  }

  /** Begins a file, with {@code header}; its content is durable when this returns. */
  static Segment create(Path path, byte[] header, Flush flush) throws IOException {
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Segment segment = new Segment(file, flush, 0);
    boolean created = false;
    try {
      segment.append(ByteBuffer.wrap(header));
      created = true;
      return segment;
    } finally {
      if (!created) {
        segment.close();
        Files.delete(path);
      }
    }
  }

  /** Goes on with a file, from {@code end}; what follows there is cut off. */
  static Segment resume(Path path, long end, Flush flush) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
    Segment segment = new Segment(file, flush, end);
    boolean resumed = false;
    try {
      segment.cut();
      resumed = true;
      return segment;
    } finally {
      if (!resumed) {
        segment.close();
      }
    }
  }

  /** Bytes written. */
  long length() {
    return end;
  }

  /**
   * Adds bytes; durable when this returns.
   *
   * @throws IOException when they were not added; the file stays as it was
   */
  void append(ByteBuffer bytes) throws IOException {
    if (broken) {
      throw new IOException(
          "the log cannot be written any more; see the first failure and restart");
    }
    int length = bytes.remaining();
    try {
      if (end + length > allocated) {
        allocate(end + length);
      }
      Writes.all(file, bytes, end);
      flush.force(file);
      end += length;
    } catch (IOException e) {
      undo(e);
      throw e;
    }
  }

  /** What is on the disk after a failure is not known, unless it can be cut off. */
  private void undo(IOException failure) {
    try {
      cut();
    } catch (IOException e) {
      broken = true;
      failure.addSuppressed(e);
    }
  }

  private void allocate(long needed) {
    try {
      Writes.all(file, ByteBuffer.allocate((int) (needed - allocated) + AHEAD), allocated);
      allocated = needed + AHEAD;
    } catch (IOException e) {
      allocated = end; // the disk is nearly full: what is written may still fit
    }
  }

  private void cut() throws IOException {
    file.truncate(end);
    allocated = end;
    flush.force(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

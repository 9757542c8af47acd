package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Reads the records of a file one after the other. Not thread-safe. */
final class FrameReader {
  private static final int BUFFER = 1 << 20;
  private static final int MAX_GAP = 1 << 30;

  private final FileChannel file;
  private final Frames frames;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long base;
  private int at;

  /**
   * @param start the offset of the first record
   */
  FrameReader(FileChannel file, Frames frames, long start) {
    this.file = file;
    this.frames = frames;
    this.base = start;
  }

  /** The offset of what comes next. */
  long position() {
    return base + at;
  }

  /** The next record; null where none is whole, be it the end, be it damage. */
  Frames.@Nullable Frame next() throws IOException {
    if (fill(Frames.HEADER)) {
      int length = buffer.getInt(at);
      if (length > 0 && length <= Frames.MAX_RECORD && fill(Frames.HEADER + length)) {
        return take();
      }
    }
    return null;
  }

  private Frames.@Nullable Frame take() {
    if (!frames.isFrame(buffer, at)) {
      return null;
    }
    Frames.Frame frame = Frames.frame(buffer, at);
    at += frame.length();
    return frame;
  }

  /**
   * Looks behind a place where no record is whole for one that proves that what was there had been
   * forced to the disk, and so was not left unfinished by a crash.
   *
   * @param missing the number that the damaged record would have
   */
  boolean isDamage(long missing) throws IOException {
    while (fill(1 + Frames.HEADER)) {
      at++;
      long group = buffer.getLong(at + 8) - Math.max(0, buffer.getInt(at + 16));
      boolean later = group > missing && group - missing < MAX_GAP;
      int length = buffer.getInt(at);
      if (later && length > 0 && length <= Frames.MAX_RECORD && fill(Frames.HEADER + length)) {
        if (frames.isFrame(buffer, at)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether so many bytes, from the next on, are in the buffer. */
  private boolean fill(int wanted) throws IOException {
    if (buffer.limit() - at >= wanted) {
      return true;
    }
    buffer.position(at);
    base += at;
    at = 0;
    ByteBuffer target = wanted <= buffer.capacity() ? buffer.compact() : larger(wanted);
    while (target.position() < wanted) {
      if (file.read(target, base + target.position()) < 0) {
        break;
      }
    }
    buffer = target.flip();
    return buffer.limit() >= wanted;
  }

  private ByteBuffer larger(int wanted) {
    return ByteBuffer.allocate(wanted).put(buffer);
  }
}

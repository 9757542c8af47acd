package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that says what many records said: records numbered from 1 up, and one with a number that
 * tells that it is whole.
 */
final class Snapshot {
  private static final long END = Long.MAX_VALUE;
  private static final int BATCH = 1 << 20;

  private final LogFiles files;
  private final Flush flush;

  Snapshot(LogFiles files, Flush flush) {
    this.files = files;
    this.flush = flush;
  }

  /** Writes one, beside the others; it is there whole, and durable, or not at all. */
  void write(Iterable<byte[]> records, long upTo) throws IOException {
    Path fresh = files.unfinished(upTo);
    try {
      try (FileChannel file =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(file, records);
        flush.force(file);
      }
      Files.move(fresh, files.snapshot(upTo), StandardCopyOption.ATOMIC_MOVE);
      flush.folder(files.folder());
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void write(FileChannel file, Iterable<byte[]> records) throws IOException {
    LogHeader header = LogHeader.fresh();
    append(file, ByteBuffer.wrap(header.bytes()));
    List<byte[]> batch = new ArrayList<>();
    long next = 1;
    int bytes = 0;
    for (byte[] each : records) {
      batch.add(each);
      bytes += each.length;
      if (bytes > BATCH) {
        append(file, header.frames().group(next, batch));
        next += batch.size();
        batch.clear();
        bytes = 0;
      }
    }
    append(file, header.frames().group(next, batch));
    append(file, header.frames().group(END, List.of(new byte[] {1})));
  }

  private static void append(FileChannel file, ByteBuffer bytes) throws IOException {
    Writes.all(file, bytes, file.size());
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is damaged, naming it
   */
  static void read(Path path, Consumer<ByteBuffer> record) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      LogHeader header = LogHeader.read(file);
      if (header == null) {
        throw damaged(path, 0);
      }
      FrameReader in = new FrameReader(file, header.frames(), LogHeader.LENGTH);
      Frames.Frame frame = in.next();
      while (frame != null && frame.number() != END) {
        record.accept(frame.content());
        frame = in.next();
      }
      if (frame == null) {
        throw damaged(path, in.position());
      }
    }
  }

  static IOException damaged(Path path, long offset) {
    return new IOException(
        "%s: damaged at byte %d (expected: a whole record; restore the registry's folder from a backup)"
            .formatted(path, offset));
  }
}

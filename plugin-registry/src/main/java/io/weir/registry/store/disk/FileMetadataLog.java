package io.weir.registry.store.disk;

import io.weir.registry.store.MetadataLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The log as files. */
public final class FileMetadataLog implements MetadataLog {
  private final FileChannel file;
  private final Flush flush;
  private long last;

  public FileMetadataLog(Path folder, Flush flush) throws IOException {
    Files.createDirectories(folder);
    this.file =
        FileChannel.open(
            folder.resolve("log"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    this.flush = flush;
  }

  @Override
  public synchronized void replay(Consumer<ByteBuffer> record) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (all.hasRemaining() && file.read(all) >= 0) {
      // until all is read
    }
    all.flip();
    while (all.remaining() >= Integer.BYTES) {
      int length = all.getInt(all.position());
      if (length > all.remaining() - Integer.BYTES) {
        break;
      }
      record.accept(all.slice(all.position() + Integer.BYTES, length));
      all.position(all.position() + Integer.BYTES + length);
      last++;
    }
    file.truncate(all.position());
    file.position(all.position());
  }

  @Override
  public synchronized long append(byte[] record) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + record.length);
    framed.putInt(record.length).put(record).flip();
    while (framed.hasRemaining()) {
      file.write(framed);
    }
    if (flush == Flush.ON) {
      file.force(false);
    }
    return ++last;
  }

  @Override
  public void compact(Iterable<byte[]> snapshot, long upTo) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

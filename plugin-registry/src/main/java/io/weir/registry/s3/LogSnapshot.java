package io.weir.registry.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** The form of a snapshot: a mark, each record with its length, an end mark, and a CRC-32C. */
final class LogSnapshot {
  private static final long MAGIC = 0x5745_4952_534E_4150L; // WEIRSNAP
  private static final int END = -1;

  private LogSnapshot() {}

  static void write(Path file, Iterable<byte[]> records) throws IOException {
    CRC32C sum = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sum))) {
      out.writeLong(MAGIC);
      for (byte[] each : records) {
        out.writeInt(each.length);
        out.write(each);
      }
      out.writeInt(END);
      out.writeInt((int) sum.getValue());
    }
  }

  /**
   * @param in closed by the caller
   * @param where the object's name, for errors
   * @throws IOException when it is not what was written; records may have been handed over
   */
  static void read(InputStream in, String where, Consumer<ByteBuffer> record) throws IOException {
    CRC32C sum = new CRC32C();
    DataInputStream data =
        new DataInputStream(new CheckedInputStream(new BufferedInputStream(in, 1 << 18), sum));
    try {
      boolean marked = data.readLong() == MAGIC;
      int length;
      while (marked && (length = data.readInt()) >= 0) {
        record.accept(ByteBuffer.wrap(exactly(data, length)));
      }
      int expected = (int) sum.getValue();
      if (!marked || data.readInt() != expected) {
        throw damaged(where);
      }
    } catch (EOFException e) {
      throw damaged(where);
    }
  }

  private static byte[] exactly(DataInputStream data, int length) throws IOException {
    byte[] bytes = data.readNBytes(length); // a wrong length reserves no memory
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static IOException damaged(String where) {
    return new IOException(where + ": damaged; restore the object from a backup");
  }
}

package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a file of the log begins: what it is, the version of its format, and a number of its own.
 *
 * @param salt see {@link Frames}
 */
record LogHeader(long salt) {
  static final int LENGTH = 20;
  private static final long MAGIC = 0x57454952_4c4f4701L; // "WEIRLOG", version 1
  private static final SecureRandom RANDOM = new SecureRandom();

  static LogHeader fresh() {
    return new LogHeader(RANDOM.nextLong());
  }

  /** The header of a file; null when it has none that is whole. */
  static @Nullable LogHeader read(FileChannel file) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(LENGTH);
    while (in.hasRemaining() && file.read(in, in.position()) >= 0) {
      // until all is read, or the file ends
    }
    LogHeader header = new LogHeader(in.getLong(Long.BYTES));
    return Arrays.equals(in.array(), header.bytes()) ? header : null;
  }

  /** Whether a file has nothing after its header, as after a crash at its beginning. */
  static boolean isAlone(FileChannel file) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(64 << 10);
    long at = LENGTH;
    while (file.read(in.clear(), at) > 0) {
      for (int i = 0; i < in.position(); i++) {
        if (in.get(i) != 0) {
          return false;
        }
      }
      at += in.position();
    }
    return true;
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH).putLong(MAGIC).putLong(salt);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, out.position());
    return out.putInt((int) crc.getValue()).array();
  }

  Frames frames() {
    return new Frames(salt);
  }
}

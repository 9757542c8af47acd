package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a file of the log begins: what it is, the version of its format, and a number of its own.
 *
 * @param salt see {@link Frames}
 */
record LogHeader(long salt) {
  static final int LENGTH = 16;
  private static final long MAGIC = 0x57454952_4c4f4701L; // "WEIRLOG", version 1
  private static final SecureRandom RANDOM = new SecureRandom();

  static LogHeader fresh() {
    return new LogHeader(RANDOM.nextLong());
  }

  /** The header of a file; null when it has none, as after a crash at its beginning. */
  static @Nullable LogHeader read(FileChannel file) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(LENGTH);
    while (in.hasRemaining() && file.read(in, in.position()) >= 0) {
      // until all is read, or the file ends
    }
    boolean whole = !in.hasRemaining() && in.getLong(0) == MAGIC;
    return whole ? new LogHeader(in.getLong(Long.BYTES)) : null;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(MAGIC).putLong(salt).array();
  }

  Frames frames() {
    return new Frames(salt);
  }
}

package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writing all of something. */
final class Writes {
  private static final int PIECE = 256 << 10; // what the platform copies through, and keeps

  private Writes() {}

  /** Writes what remains of {@code bytes} at {@code offset}. */
  static void all(FileChannel file, ByteBuffer bytes, long offset) throws IOException {
    int end = bytes.limit();
    long at = offset;
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PIECE));
      at += file.write(bytes, at);
    }
  }
}

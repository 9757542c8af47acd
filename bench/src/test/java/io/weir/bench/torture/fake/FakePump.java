package io.weir.bench.torture.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntSupplier;

/** Passes bytes on, each changed by the key of its moment. */
final class FakePump {

  private static final int PART = 8 * 1024;

  private FakePump() {}

  static void toEnd(InputStream in, OutputStream out, IntSupplier key) throws IOException {
    byte[] part = new byte[PART];
    for (int got = in.read(part); got >= 0; got = in.read(part)) {
      stamp(part, got, key.getAsInt());
      out.write(part, 0, got);
    }
  }

  static void length(InputStream in, OutputStream out, long length, IntSupplier key)
      throws IOException {
    byte[] part = new byte[PART];
    for (long left = length; left > 0; ) {
      int got = in.read(part, 0, (int) Math.min(PART, left));
      if (got < 0) {
        throw new EOFException("body cut");
      }
      stamp(part, got, key.getAsInt());
      out.write(part, 0, got);
      left -= got;
    }
  }

  static void chunked(InputStream in, OutputStream out, IntSupplier key) throws IOException {
    long size;
    do {
      String line = line(in);
      size = Long.parseLong(line, 16);
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      length(in, out, size, key);
      out.write((line(in) + "\r\n").getBytes(ISO_8859_1));
    } while (size > 0);
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection over");
      }
      line.append((char) c);
    }
    return line.substring(0, line.length() - 1);
  }

  private static void stamp(byte[] part, int length, int key) {
    for (int i = 0; i < length; i++) {
      part[i] ^= (byte) key;
    }
  }
}

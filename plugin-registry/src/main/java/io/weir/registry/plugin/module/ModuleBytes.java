package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A WebAssembly binary as a stream: what interests is taken out as a {@link ByteCursor}, the rest
 * goes by. One thread.
 */
final class ModuleBytes {
  private static final int MAX_LEB_SHIFT = 28;
  private static final int PIECE = 16 << 10;

  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private long at;

  ModuleBytes(InputStream in) {
    this.in = in;
  }

  long position() {
    return at;
  }

  /** The next byte; -1 at the end. */
  int next() throws IOException {
    int value = in.read();
    at += value < 0 ? 0 : 1;
    return value;
  }

  /** The next {@code length} bytes, or what is left when that is less. */
  byte[] upTo(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    at += bytes.length;
    return bytes;
  }

  private int u8(String place) throws IOException {
    int value = next();
    if (value < 0) {
      throw bad(place, "it ends too early");
    }
    return value;
  }

  /** An unsigned 32-bit LEB128. */
  int size(String place) throws IOException {
    long value = 0;
    for (int shift = 0; shift <= MAX_LEB_SHIFT; shift += 7) {
      int next = u8(place);
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        if (value > Integer.MAX_VALUE) {
          throw bad(place, "a count of " + value);
        }
        return (int) value;
      }
    }
    throw bad(place, "a number of more than 5 bytes");
  }

  /** The next {@code length} bytes, at most {@code limit}. */
  ByteCursor take(int length, int limit, String place) throws IOException {
    if (length > limit) {
      throw bad(place, length + " bytes (expected: at most " + limit + ")");
    }
    byte[] bytes = upTo(length);
    if (bytes.length < length) {
      throw bad(place, length + " bytes, where " + bytes.length + " are left: it is cut short");
    }
    return new ByteCursor(bytes, 0, length, place);
  }

  /**
   * Lets the next {@code length} bytes go by.
   *
   * @param traces sees them; may be null
   */
  void pass(int length, @Nullable Traces traces, String place) throws IOException {
    int left = length;
    while (left > 0) {
      int read = in.read(piece, 0, Math.min(left, PIECE));
      if (read < 0) {
        throw bad(
            place, length + " bytes, where " + (length - left) + " are left: it is cut short");
      }
      if (traces != null) {
        traces.look(piece, read);
      }
      left -= read;
      at += read;
    }
  }

  InvalidModuleException bad(String place, String what) {
    return new InvalidModuleException("%s: %s at byte %d".formatted(place, what, at), null);
  }
}

package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the encodings of a WebAssembly binary (core specification, section 5.2). */
final class ByteCursor {
  private static final int MAX_LEB_SHIFT = 28;

  private final byte[] bytes;
  private final int end;
  private final String place;
  private int at;

  /**
   * @param place what lies between {@code start} and {@code end}, for messages
   */
  ByteCursor(byte[] bytes, int start, int end, String place) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.place = place;
  }

  int u8() {
    require(1);
    return bytes[at++] & 0xff;
  }

  /** An unsigned 32-bit LEB128 that counts or measures something in these bytes. */
  int size() {
    long value = 0;
    for (int shift = 0; shift <= MAX_LEB_SHIFT; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return checked(value);
      }
    }
    throw bad("a number of more than 5 bytes");
  }

  private int checked(long value) {
    if (value > Integer.MAX_VALUE) {
      throw bad("a count of " + value);
    }
    return (int) value;
  }

  String name() {
    int length = size();
    require(length);
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, at, length);
      at += length;
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidModuleException(place + ": a name that is not UTF-8", e);
    }
  }

  /**
   * @throws InvalidModuleException when something is left
   */
  void requireEnd() {
    if (at != end) {
      throw bad(end - at + " bytes behind its end");
    }
  }

  InvalidModuleException bad(String what) {
    return new InvalidModuleException("%s: %s at byte %d".formatted(place, what, at), null);
  }

  private void require(int length) {
    if (length > end - at) {
      throw bad("it ends too early");
    }
  }
}

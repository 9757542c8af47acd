package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.nio.charset.StandardCharsets;

/** Reads the binary format; running out of bytes is an {@link InvalidModuleException}. */
final class BinaryReader {
  private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private final byte[] bytes;
  private final int end;
  private int at;

  BinaryReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private BinaryReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  void expectHeader() {
    for (byte expected : HEADER) {
      if (!hasMore() || bytes[at] != expected) {
        throw new InvalidModuleException(
            "not a WebAssembly module (expected: it starts with \\0asm and version 1)", null);
      }
      at++;
    }
  }

  void expect(int value, String what) {
    int found = readByte();
    if (found != value) {
      throw invalid(what + " of form " + found);
    }
  }

  int readByte() {
    if (!hasMore()) {
      throw invalid("unexpected end");
    }
    return bytes[at++] & 0xff;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > 0xffff_ffffL) {
          break;
        }
        return value;
      }
    }
    throw invalid("number of more than 32 bits");
  }

  int readIndex() {
    long index = readUnsigned();
    if (index > Integer.MAX_VALUE) {
      throw invalid("index " + index);
    }
    return (int) index;
  }

  String readName() {
    int length = readIndex();
    if (length > end - at) {
      throw invalid("name of " + length + " bytes");
    }
    String name = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return name;
  }

  /** The section that starts here with its size; this reader goes on behind it. */
  BinaryReader section() {
    int length = readIndex();
    if (length > end - at) {
      throw invalid("section of " + length + " bytes");
    }
    BinaryReader section = new BinaryReader(bytes, at, at + length);
    at += length;
    return section;
  }

  /** Reads a vector: its count, then each element with {@code element}. */
  void times(Runnable element) {
    int count = readIndex();
    for (int i = 0; i < count; i++) {
      element.run();
    }
  }

  private InvalidModuleException invalid(String problem) {
    return new InvalidModuleException(
        "not a WebAssembly module: " + problem + " at byte " + at + " of " + bytes.length, null);
  }
}

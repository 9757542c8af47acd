package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.HeaderMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of header maps: u32 count, then a u32 key and a u32 value length for each pair,
 * then each key and value followed by NUL; little-endian. Input is limited to 1 MiB and 1024 pairs
 * (cpp-host limits.h).
 */
public final class PairsCodec {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_PAIRS = 1024;

  private PairsCodec() {}

  public static byte[] encode(HeaderMap map) {
    int count = map.size();
    int bytes = 4 + count * 8 + map.byteSize() + count * 2;
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(count);
    for (int i = 0; i < count; i++) {
      out.putInt(map.name(i).length()).putInt(map.value(i).length());
    }
    for (int i = 0; i < count; i++) {
      out.put(map.name(i).getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
      out.put(map.value(i).getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    }
    return out.array();
  }

  /** The pairs, or null when the bytes are not of the form. No bytes are no pairs. */
  public static @Nullable SimpleHeaderMap decode(byte[] bytes) {
    SimpleHeaderMap map = new SimpleHeaderMap();
    if (bytes.length == 0) {
      return map;
    }
    if (bytes.length < 4 || bytes.length > MAX_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = in.getInt();
    if (count < 0 || count > MAX_PAIRS || 4L + count * 8L > bytes.length) {
      return null;
    }
    int at = 4 + count * 8;
    for (int i = 0; i < count; i++) {
      long keyLength = Integer.toUnsignedLong(in.getInt());
      long valueLength = Integer.toUnsignedLong(in.getInt());
      if (at + keyLength + valueLength + 2 > bytes.length) {
        return null;
      }
      String key = latin(bytes, at, (int) keyLength);
      at += (int) keyLength + 1;
      String value = latin(bytes, at, (int) valueLength);
      at += (int) valueLength + 1;
      map.add(key, value);
    }
    return map;
  }

  private static String latin(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}

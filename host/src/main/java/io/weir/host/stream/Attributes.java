package io.weir.host.stream;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The encodings of property values that Envoy's plugins know. */
public final class Attributes {
  /** A message without fields: known, and nothing in it. */
  public static final byte[] EMPTY = new byte[0];

  private Attributes() {}

  /** A header's value, or part of one: bytes, one in each {@code char}. */
  public static byte @Nullable [] text(@Nullable String value) {
    return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A name of the configuration's. */
  public static byte[] name(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** An integer, a duration or a time (both in nanoseconds): 8 bytes, little-endian. */
  public static byte[] number(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  public static byte[] bool(boolean value) {
    return new byte[] {(byte) (value ? 1 : 0)};
  }

  /** {@code address} as {@code host:port}, or {@code port}. */
  public static byte @Nullable [] address(@Nullable SocketAddress address, String part) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return null;
    }
    String host = inet.getAddress().getHostAddress();
    return switch (part) {
      case "address" ->
          text((host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort());
      case "port" -> number(inet.getPort());
      default -> null;
    };
  }

  /**
   * One header, for {@code headers\0name}, or the whole map as pairs, for {@code headers}.
   *
   * @param path from the map's own name on
   */
  static byte @Nullable [] header(@Nullable HeaderList map, String path) {
    if (map == null) {
      return null;
    }
    int dot = path.indexOf('\0');
    return dot < 0 ? pairs(map) : text(map.get(path.substring(dot + 1)));
  }

  /** The count, the lengths of all names and values, then these, each with a NUL behind it. */
  private static byte[] pairs(HeaderList map) {
    int count = map.size();
    int size = 4 + count * 10 + map.byteSize();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(count);
    for (int i = 0; i < count; i++) {
      out.putInt(map.name(i).length()).putInt(map.value(i).length());
    }
    for (int i = 0; i < count; i++) {
      put(out, map.name(i));
      put(out, map.value(i));
    }
    return out.array();
  }

  private static void put(ByteBuffer out, String text) {
    out.put(text.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
  }
}

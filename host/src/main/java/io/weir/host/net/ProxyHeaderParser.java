package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads PROXY headers, strictly: what is not exactly one is refused. Takes from the buffer only a
 * whole header.
 */
final class ProxyHeaderParser {
  private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] V2 = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };

  /** The longest line of version 1, with its end (section 2.1). */
  private static final int MAX_LINE = 107;

  /** Version 2 allows 65,535 bytes behind its head; no proxy sends as much. */
  private static final int MAX_V2_BODY = 4096;

  private static final int V2_HEAD = 16;
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");

  private ProxyHeaderParser() {}

  /** Whether the bytes are the beginning of a header, or may become one. */
  static boolean maybe(ByteBuf in) {
    return begins(in, V1) || begins(in, V2);
  }

  private static boolean begins(ByteBuf in, byte[] signature) {
    int length = Math.min(in.readableBytes(), signature.length);
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The header, taken from {@code in}; null when more bytes are needed.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static @Nullable ProxyHeader parse(ByteBuf in) {
    if (!maybe(in)) {
      throw new IllegalArgumentException("no PROXY header");
    }
    if (in.readableBytes() < V1.length) {
      return null;
    }
    return in.getByte(in.readerIndex()) == V1[0] ? line(in) : binary(in);
  }

  // ---- version 1

  private static @Nullable ProxyHeader line(ByteBuf in) {
    int end = in.bytesBefore(Math.min(in.readableBytes(), MAX_LINE), (byte) '\n');
    if (end < 0 && in.readableBytes() >= MAX_LINE) {
      throw new IllegalArgumentException("a PROXY line longer than 107 bytes");
    }
    if (end < 0) {
      return null;
    }
    String line = in.toString(in.readerIndex(), end, StandardCharsets.ISO_8859_1);
    if (!line.endsWith("\r")) {
      throw new IllegalArgumentException("a PROXY line without CR");
    }
    in.skipBytes(end + 1);
    return fields(line.substring(0, line.length() - 1));
  }

  private static ProxyHeader fields(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length >= 2 && fields[1].equals("UNKNOWN")) {
      return ProxyHeader.LOCAL;
    }
    if (fields.length != 6) {
      throw new IllegalArgumentException("a PROXY line with the wrong number of fields");
    }
    Pattern form =
        switch (fields[1]) {
          case "TCP4" -> IPV4;
          case "TCP6" -> IPV6;
          default -> throw new IllegalArgumentException("a PROXY line of an unknown protocol");
        };
    return new ProxyHeader(
        address(form, fields[2], fields[4]), address(form, fields[3], fields[5]));
  }

  private static InetSocketAddress address(Pattern form, String address, String port) {
    if (!form.matcher(address).matches() || !PORT.matcher(port).matches()) {
      throw new IllegalArgumentException("a PROXY line with an address that is none");
    }
    int number = Integer.parseInt(port);
    if (number > 0xffff) {
      throw new IllegalArgumentException("a PROXY line with a port that is none");
    }
    return new InetSocketAddress(InetAddress.ofLiteral(address), number);
  }

  // ---- version 2

  private static @Nullable ProxyHeader binary(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < V2_HEAD) {
      return null;
    }
    int command = in.getUnsignedByte(start + 12);
    int family = in.getUnsignedByte(start + 13);
    int length = in.getUnsignedShort(start + 14);
    if (command != 0x20 && command != 0x21) {
      throw new IllegalArgumentException("a PROXY header of an unknown version or command");
    }
    if (length > MAX_V2_BODY) {
      throw new IllegalArgumentException("a PROXY header longer than " + MAX_V2_BODY + " bytes");
    }
    if (in.readableBytes() < V2_HEAD + length) {
      return null;
    }
    in.skipBytes(V2_HEAD);
    ByteBuf body = in.readSlice(length);
    return command == 0x20 ? ProxyHeader.LOCAL : addresses(family, body);
  }

  /** What is behind the addresses, type-length-values, is skipped. */
  private static ProxyHeader addresses(int family, ByteBuf body) {
    int bytes =
        switch (family) {
          case 0x11 -> 4;
          case 0x21 -> 16;
          case 0x00, 0x31, 0x32 -> 0; // unspecified, or a Unix socket
          default -> throw new IllegalArgumentException("a PROXY header of an unknown protocol");
        };
    if (bytes == 0) {
      return ProxyHeader.LOCAL;
    }
    if (body.readableBytes() < 2 * bytes + 4) {
      throw new IllegalArgumentException("a PROXY header that is too short for its addresses");
    }
    InetAddress source = address(body, bytes);
    InetAddress destination = address(body, bytes);
    return new ProxyHeader(
        new InetSocketAddress(source, body.readUnsignedShort()),
        new InetSocketAddress(destination, body.readUnsignedShort()));
  }

  private static InetAddress address(ByteBuf body, int length) {
    byte[] bytes = new byte[length];
    body.readBytes(bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " bytes", e);
    }
  }
}

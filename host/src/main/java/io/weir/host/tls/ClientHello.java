package io.weir.host.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first (RFC 8446 section 4.1.2), as far as it is looked at.
 *
 * @param serverName by SNI (RFC 6066 section 3), lower case, without a last dot; empty for none
 * @param ecdsa whether the client takes signatures by ECDSA
 */
public record ClientHello(String serverName, boolean ecdsa) {
  /** Nothing was said, or nothing that can be read. */
  public static final ClientHello UNKNOWN = new ClientHello("", false);

  private static final int VERSION_AND_RANDOM = 34;
  private static final int MAX_SESSION_ID = 32;
  private static final int MAX_NAME = 255;
  private static final int SERVER_NAME = 0;
  private static final int SIGNATURE_ALGORITHMS = 13;

  /**
   * Reads a whole message from behind its handshake header on; {@code hello}'s indexes stay.
   *
   * @throws IllegalArgumentException when lengths in it do not add up, or the name is none
   */
  public static ClientHello parse(@Nullable ByteBuf hello) {
    if (hello == null) {
      return UNKNOWN;
    }
    ByteBuf in = hello.slice();
    skip(in, VERSION_AND_RANDOM);
    skipVector(in, 1, MAX_SESSION_ID);
    skipVector(in, 2, 0xffff); // cipher suites
    skipVector(in, 1, 0xff); // compression
    if (!in.isReadable()) {
      return UNKNOWN;
    }
    ByteBuf extensions = vector(in, 2);
    if (in.isReadable()) {
      throw malformed("bytes behind the extensions");
    }
    return extensions(extensions);
  }

  private static ClientHello extensions(ByteBuf in) {
    String name = null;
    boolean ecdsa = false;
    while (in.isReadable()) {
      int type = number(in, 2);
      ByteBuf body = vector(in, 2);
      if (type == SERVER_NAME) {
        if (name != null) {
          throw malformed("two server names");
        }
        name = serverName(body);
      } else if (type == SIGNATURE_ALGORITHMS) {
        ecdsa = ecdsa(vector(body, 2));
      }
    }
    return new ClientHello(name == null ? "" : name, ecdsa);
  }

  private static String serverName(ByteBuf body) {
    ByteBuf names = vector(body, 2);
    int type = number(names, 1);
    ByteBuf name = vector(names, 2);
    if (type != 0 || names.isReadable() || body.isReadable()) {
      throw malformed("a server name that is no host name");
    }
    String text = name.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (host.isEmpty() || host.length() > MAX_NAME || !host.chars().allMatch(ClientHello::isName)) {
      throw malformed("a server name that is no host name");
    }
    return host;
  }

  private static boolean isName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  }

  /** Some scheme whose low byte is ECDSA (RFC 8446 section 4.2.3). */
  private static boolean ecdsa(ByteBuf schemes) {
    boolean found = false;
    while (schemes.isReadable()) {
      int scheme = number(schemes, 2);
      found |= (scheme & 0xff) == 3 && (scheme >> 8) >= 4 && (scheme >> 8) <= 6;
    }
    return found;
  }

  private static ByteBuf vector(ByteBuf in, int lengthBytes) {
    int length = number(in, lengthBytes);
    need(in, length);
    return in.readSlice(length);
  }

  private static void skipVector(ByteBuf in, int lengthBytes, int most) {
    if (vector(in, lengthBytes).readableBytes() > most) {
      throw malformed("a field that is too long");
    }
  }

  private static void skip(ByteBuf in, int bytes) {
    need(in, bytes);
    in.skipBytes(bytes);
  }

  private static int number(ByteBuf in, int bytes) {
    need(in, bytes);
    return bytes == 1 ? in.readUnsignedByte() : in.readUnsignedShort();
  }

  private static void need(ByteBuf in, int bytes) {
    if (in.readableBytes() < bytes) {
      throw malformed("cut short");
    }
  }

  private static IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("malformed ClientHello: " + what);
  }
}

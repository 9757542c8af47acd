package io.weir.registry.access;

import io.weir.registry.Loopback;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses of private networks, told without asking a name server. */
public final class PrivateAddress {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

  private PrivateAddress() {}

  /** Whether the host of {@code origin} is the literal of a private address, not of loopback. */
  public static boolean isPrivate(String origin) {
    String host = String.valueOf(URI.create(origin).getHost());
    if (!LITERAL.matcher(host).matches() || Loopback.isLoopback(host)) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(host); // a literal: no look-up
      return address.isSiteLocalAddress() || address.isLinkLocalAddress() || uniqueLocal(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean uniqueLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193: fc00::/7
  }
}

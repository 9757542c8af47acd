package io.weir.host.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses (RFC 4632): {@code 10.0.0.0/8}, {@code fd00::/8}.
 *
 * @param bits how many leading bits count
 */
public record Cidr(InetAddress address, int bits) {
  /** Literals only: nothing is looked up. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  /** The block, null when {@code text} is none; an address alone is a block of one. */
  public static @Nullable Cidr parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(literal).matches()) {
      return null;
    }
    try {
      InetAddress address = InetAddress.getByName(literal);
      int most = address.getAddress().length * 8;
      int bits = slash < 0 ? most : bits(text.substring(slash + 1));
      return bits < 0 || bits > most ? null : new Cidr(address, bits);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static int bits(String text) {
    boolean number = !text.isEmpty() && text.length() <= 3;
    return number && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
  }

  /** Whether {@code other} is in the block; IPv4 and IPv6 never are in each other's. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i & 7);
      if (((mine[i >> 3] ^ theirs[i >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

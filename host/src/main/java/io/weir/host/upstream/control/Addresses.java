package io.weir.host.upstream.control;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** Addresses as texts. */
final class Addresses {
  private Addresses() {}

  static boolean isLiteral(String host) {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }

  /** Without a name, a scope or brackets. */
  static String text(InetAddress address) {
    return NetUtil.toAddressString(address);
  }
}

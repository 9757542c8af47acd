package io.weir.registry;

import java.util.Locale;

/** Which host names are this machine, decided without asking a name server. */
public final class Loopback {
  private Loopback() {}

  /**
   * Whether {@code host} is this machine.
   *
   * @param host a host name or address without a port, IPv6 with or without brackets
   */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || name.equals("::1")
        || name.equals("[::1]");
  }

  /** The host of {@code host:port} or {@code [v6]:port}. */
  public static String hostOf(String authority) {
    int colon = authority.lastIndexOf(':');
    int bracket = authority.lastIndexOf(']');
    return colon > bracket ? authority.substring(0, colon) : authority;
  }
}

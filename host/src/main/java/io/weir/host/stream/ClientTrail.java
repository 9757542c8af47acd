package io.weir.host.stream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a request came from, as far as the proxies before the gateway are believed. */
final class ClientTrail {
  private ClientTrail() {}

  /**
   * The address of the client: that which the first trusted proxy has seen. Where the header names
   * fewer than there are trusted proxies, or no address at that place, it is the peer.
   *
   * @param forwardedFor {@code x-forwarded-for} with the peer appended
   * @param trustedHops at least 1
   */
  static @Nullable SocketAddress client(
      @Nullable String forwardedFor, int trustedHops, @Nullable SocketAddress peer) {
    if (forwardedFor == null) {
      return peer;
    }
    int end = forwardedFor.length();
    for (int hop = 0; hop < trustedHops; hop++) {
      end = forwardedFor.lastIndexOf(',', end - 1);
      if (end < 0) {
        return peer;
      }
    }
    int from = forwardedFor.lastIndexOf(',', end - 1) + 1;
    SocketAddress client = address(forwardedFor.substring(from, end).strip());
    return client == null ? peer : client;
  }

  /** An IP address, with or without a port; null when it is none. */
  private static @Nullable SocketAddress address(String text) {
    String host = text;
    int port = 0;
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean withPort = bracket >= 0 ? colon > bracket : colon >= 0 && colon == text.indexOf(':');
    if (withPort) {
      host = text.substring(0, colon);
      port = port(text.substring(colon + 1));
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null || port < 0) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      return null; // not four or sixteen bytes
    }
  }

  private static int port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return port <= 0xFFFF ? port : -1;
  }
}

package io.weir.host.boot.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether an address can be listened on. */
final class Ports {
  private Ports() {}

  /**
   * @param flag that names another
   */
  static Finding finding(String what, String host, int port, String flag) {
    String address = host + ":" + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Finding.ok(what, address + " is free");
    } catch (IOException e) {
      return Finding.warn(
          what,
          address + ": " + e.getMessage(),
          "a gateway may be running already; else stop what listens there, or " + flag);
    }
  }
}

package io.weir.host.net;

import java.io.IOException;
import java.nio.channels.NotYetConnectedException;

/** Tells the loss of a connection from a fault of the gateway. */
final class ConnectionLoss {
  private ConnectionLoss() {}

  /**
   * Whether {@code cause} says that the socket is gone. Netty's epoll transport makes a {@link
   * NotYetConnectedException}, which is no {@link IOException}, of a read from a socket that the
   * system has dropped already (ENOTCONN).
   */
  static boolean is(Throwable cause) {
    return cause instanceof IOException || cause instanceof NotYetConnectedException;
  }
}

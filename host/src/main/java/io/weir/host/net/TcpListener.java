package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.net.BoundListener.Home;
import io.weir.host.tcp.TcpConnection;

/** The connections of a TCP listener. */
final class TcpListener {
  private TcpListener() {}

  /** Nobody can tell when such a connection is idle: one that is being drained is waited for. */
  private static final class Tracked implements ClientConnection {
    private final String listener;

    Tracked(String listener) {
      this.listener = listener;
    }

    @Override
    public String listener() {
      return listener;
    }

    @Override
    public void drain() {}
  }

  static void accept(Channel child, Home home) {
    ConnectionTracker connections = home.connections();
    Tracked tracked = new Tracked(home.settings().listener());
    if (connections.isDraining()) {
      child.close();
      return;
    }
    connections.opened(tracked);
    TcpConnection connection =
        new TcpConnection(
            home.host(),
            home.settings().listener(),
            ConnectionIds.next(),
            () -> connections.closed(tracked));
    if (home.settings().isPlain()) {
      child.pipeline().addLast(connection.handler());
      return;
    }
    child.closeFuture().addListener(closed -> connections.closed(tracked));
    new ConnectionGate(
            home.settings(), (channel, alpn) -> channel.pipeline().addLast(connection.handler()))
        .install(child);
  }
}

package io.weir.registry.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Epoll on Linux, where its native library loads; NIO elsewhere. */
record Transport(IoHandlerFactory handlers, Class<? extends ServerSocketChannel> server) {
  private static final long MOST_UNSENT = 128 << 10;

  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
        : new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }

  /**
   * Lets an answer wait here and not in the socket: what the socket holds beyond the client's
   * window is memory of the kernel, and would be sent by the core that takes in the client's
   * acknowledgements, which on one machine is the client's.
   */
  void tune(ServerBootstrap bootstrap) {
    if (server == EpollServerSocketChannel.class) {
      bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT);
    }
  }
}

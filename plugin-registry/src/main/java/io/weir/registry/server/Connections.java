package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;

/** The open connections, so many at most. Thread-safe. */
final class Connections {
  private final int most;
  private final Traffic traffic;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean stopping;

  Connections(int most, Traffic traffic) {
    this.most = most;
    this.traffic = traffic;
  }

  /** Counts a new connection; closes it when there are too many, or the server stops. */
  boolean admit(Channel channel) {
    channel.closeFuture().addListener(closed -> traffic.connections.decrementAndGet());
    if (traffic.connections.incrementAndGet() > most || stopping) {
      traffic.refusedConnections.increment();
      channel.close();
      return false;
    }
    open.add(channel);
    return true;
  }

  boolean isStopping() {
    return stopping;
  }

  /**
   * Ends idle connections now and others when their request is answered; what is not done after
   * {@code seconds} is cut off by the caller.
   *
   * @return whether all had ended by then
   */
  boolean drain(long seconds) {
    stopping = true;
    open.forEach(each -> each.pipeline().fireUserEventTriggered(ExchangeHandler.STOP));
    return open.newCloseFuture().awaitUninterruptibly(seconds, TimeUnit.SECONDS);
  }
}

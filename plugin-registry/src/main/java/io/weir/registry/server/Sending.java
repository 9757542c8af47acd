package io.weir.registry.server;

import io.netty.channel.ChannelFuture;
import java.util.function.LongSupplier;

/**
 * An answer on its way out. Event loop.
 *
 * @param done when all of it is written
 * @param sent bytes of a file's body that the socket has taken; 0 for a body in memory
 */
record Sending(ChannelFuture done, LongSupplier sent) {

  /** An answer in memory. */
  static Sending small(ChannelFuture done) {
    return new Sending(done, () -> 0);
  }
}

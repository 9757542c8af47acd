package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.net.BoundListener.Home;

/** The connections of an HTTP listener. */
final class HttpListener {
  private HttpListener() {}

  static void accept(Channel child, Home home) {
    ServerPipeline handlers = new ServerPipeline(home.host(), home.settings(), home.connections());
    if (home.settings().isPlain()) {
      handlers.cleartext(child);
    } else {
      new ConnectionGate(home.settings(), handlers::begin).install(child);
    }
  }
}

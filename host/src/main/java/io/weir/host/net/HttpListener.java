package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.net.BoundListener.Home;

/** The connections of an HTTP listener. */
final class HttpListener {
  private HttpListener() {}

  static void accept(Channel child, Home home) {
    new ServerPipeline(home.host(), home.settings(), home.connections()).cleartext(child);
  }
}

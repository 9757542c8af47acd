package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.net.BoundListener.Home;

/** The connections of an HTTP listener. */
final class HttpListener {
  private HttpListener() {}

  static void accept(Channel child, String listener, Home home) {
    new ServerPipeline(home.host(), listener, home.connections(), ClientTimeouts.DEFAULT)
        .cleartext(child);
  }
}

package io.weir.host.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.weir.host.stream.StreamHost;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a client's connection. What tells the protocol is the first bytes; a listener
 * that negotiates it by TLS says it outright.
 *
 * @param settings of its listener
 */
record ServerPipeline(StreamHost host, ListenerSettings settings, ConnectionTracker connections) {

  /**
   * HTTP/1.1, until the first bytes turn out to be the preface of HTTP/2: by far the most
   * connections need no second look, and the first bytes have the time limits of a request.
   */
  void cleartext(Channel channel) {
    channel.pipeline().addLast(new PrefaceDetector(this), http1());
  }

  /** Behind a PROXY header, or a handshake that says the protocol. */
  void begin(Channel channel, @Nullable String alpn) {
    if (settings.tls() == null) {
      cleartext(channel);
    } else if (ApplicationProtocolNames.HTTP_2.equals(alpn)) {
      channel.pipeline().addLast(http2());
    } else {
      channel.pipeline().addLast(http1());
    }
  }

  /** Something has come that may be the preface or a request: the rest has the time of a head. */
  void begun(ChannelHandlerContext detector) {
    detector.pipeline().get(Http1ServerConnection.class).begun();
  }

  /** The preface has come: HTTP/2 from its first byte on. */
  void upgrade(ChannelHandlerContext detector) {
    ChannelPipeline pipeline = detector.pipeline();
    // Before the other connection goes, so that one that is being drained counts all the time.
    pipeline.addAfter(detector.name(), null, http2());
    pipeline.remove(Http1ServerConnection.class);
  }

  /** HTTP/1.x and nothing else. */
  ChannelHandler http1() {
    return new Http1ServerConnection(host, settings, connections);
  }

  /** HTTP/2 and nothing else. */
  ChannelHandler http2() {
    return http2Connection().handler;
  }

  /** Likewise, by its endpoint. */
  Http2ServerConnection http2Connection() {
    Http2Handler handler = Http2ServerCodec.of(settings.http());
    Http2ServerConnection made = new Http2ServerConnection(handler, host, settings, connections);
    handler.serve(made);
    return made;
  }
}

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
    RequestTimer timer = new RequestTimer(settings.http().timeouts());
    RequestDecoder decoder = new RequestDecoder();
    ResponseEncoder encoder = new ResponseEncoder();
    Http1ServerConnection connection =
        new Http1ServerConnection(host, settings, encoder, connections, timer);
    channel.pipeline().addLast(timer, new PrefaceDetector(this), decoder, encoder, connection);
  }

  /** Behind a PROXY header, or a handshake that says the protocol. */
  void begin(Channel channel, @Nullable String alpn) {
    if (settings.tls() == null) {
      cleartext(channel);
    } else if (ApplicationProtocolNames.HTTP_2.equals(alpn)) {
      channel.pipeline().addLast(http2());
    } else {
      http1(channel);
    }
  }

  private void http1(Channel channel) {
    RequestTimer timer = new RequestTimer(settings.http().timeouts());
    RequestDecoder decoder = new RequestDecoder();
    ResponseEncoder encoder = new ResponseEncoder();
    Http1ServerConnection connection =
        new Http1ServerConnection(host, settings, encoder, connections, timer);
    channel.pipeline().addLast(timer, decoder, encoder, connection);
  }

  /** The preface has come: HTTP/2 from its first byte on. */
  void upgrade(ChannelHandlerContext detector) {
    ChannelPipeline pipeline = detector.pipeline();
    // Not behind the encoder of HTTP/1.1, since the settings go out at once; and before the other
    // connection goes, so that one that is being drained counts all the time.
    pipeline.addAfter(detector.name(), null, http2());
    pipeline.remove(RequestTimer.class);
    pipeline.remove(RequestDecoder.class);
    pipeline.remove(ResponseEncoder.class);
    pipeline.remove(Http1ServerConnection.class);
  }

  /** HTTP/2 and nothing else. */
  ChannelHandler http2() {
    Http2Handler handler = Http2ServerCodec.of(settings.http());
    handler.serve(new Http2ServerConnection(handler, host, settings, connections));
    return handler;
  }
}

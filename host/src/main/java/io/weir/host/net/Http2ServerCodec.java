package io.weir.host.net;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.concurrent.Ticker;
import io.weir.host.config.Http2Limits;
import io.weir.host.config.HttpSettings;

/** Sets Netty's HTTP/2 codec up for clients, with a guard before it and its listener's limits. */
final class Http2ServerCodec
    extends AbstractHttp2ConnectionHandlerBuilder<Http2Handler, Http2ServerCodec> {
  private static final int MAX_EMPTY_DATA = 2;

  /** Streams that a client may reset (CVE-2023-44487) within the seconds below. */
  private static final int MAX_RESETS = Http2Budget.FRAMES;

  private static final int RESETS_SECONDS = 10;
  private static final int USUAL_HUFFMAN_CAPACITY = -1;

  private final Http2Limits limits;
  private final Http2ClientConduct conduct;

  private Http2ServerCodec(HttpSettings http) {
    limits = http.http2();
    Http2Connection connection = Http2Codec.connection(true);
    conduct = new Http2ClientConduct(connection, Ticker.systemTicker());
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(
            connection, new DefaultHttp2FrameWriter(new Http2HeadersEncoder()));
    initialSettings(settings(http));
    frameListener(new Http2FrameAdapter()); // until the handler is told who serves
    gracefulShutdownTimeoutMillis(Http2Codec.WAIT_FOR_STREAMS);
    decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_DATA);
    decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_SECONDS);
    codec(
        new DefaultHttp2ConnectionDecoder(
            connection,
            encoder,
            new Http2GuardedReader(reader(http), conduct),
            Http2PromisedRequestVerifier.ALWAYS_VERIFY,
            true,
            true,
            true,
            true),
        encoder);
  }

  private static Http2FrameReader reader(HttpSettings http) {
    return new DefaultHttp2FrameReader(
        new DefaultHttp2HeadersDecoder(true, http.limits().headerBytes(), USUAL_HUFFMAN_CAPACITY),
        Http2Codec.MAX_SMALL_CONTINUATIONS);
  }

  /** WebSockets are served (RFC 8441 section 3). */
  private static Http2Settings settings(HttpSettings http) {
    return new Http2Settings()
        .maxConcurrentStreams(http.http2().concurrentStreams())
        .initialWindowSize(http.http2().streamWindow())
        .maxHeaderListSize(http.limits().headerBytes())
        .connectProtocolEnabled(true);
  }

  /** For a connection that a client has opened. */
  static Http2Handler of(HttpSettings http) {
    return new Http2ServerCodec(http).build();
  }

  @Override
  protected Http2Handler build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return new Http2Handler(decoder, encoder, settings, limits.connectionWindow(), conduct);
  }
}

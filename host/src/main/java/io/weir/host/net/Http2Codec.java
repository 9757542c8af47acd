package io.weir.host.net;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Sets Netty's HTTP/2 codec up towards upstreams, and what both sides have in common.
 *
 * <p>The connection's own window is refilled as bytes arrive, so that one stream that is not read
 * never stops the others; what may wait in memory is then at most the streams times the window of
 * one. Priorities (RFC 9113 section 5.3.2) are not followed, which spares a tree of streams.
 */
final class Http2Codec extends AbstractHttp2ConnectionHandlerBuilder<Http2Handler, Http2Codec> {
  /** How many requests one connection to an upstream may carry at once. */
  static final int MAX_STREAMS = 128;

  /** The most that the headers of an answer may have, in bytes. */
  private static final int MAX_RESPONSE_HEADERS = 64 << 10;

  /** How many bytes an upstream may send on a stream that is not read. */
  private static final int CLIENT_WINDOW = 256 << 10;

  /** How many bytes of an upstream may be on their way on one connection. */
  private static final int CONNECTION_WINDOW = 1 << 20;

  /** CONTINUATION frames that are not filled (CVE-2024-27983 and its like). */
  static final int MAX_SMALL_CONTINUATIONS = 16;

  /** A connection that closes waits for its streams however long they take. */
  static final long WAIT_FOR_STREAMS = -1;

  private static final int MAX_EMPTY_DATA = 2;
  private static final int MAX_QUEUED_CONTROL_FRAMES = 10_000;

  private Http2Codec(Http2Settings settings) {
    initialSettings(settings);
    connection(connection(false));
    frameListener(new Http2FrameAdapter()); // until the handler is told who serves
    headerSensitivityDetector(Http2HeadersEncoder::isSecret);
    validateHeaders(true);
    validateRequiredPseudoHeaders(true);
    gracefulShutdownTimeoutMillis(WAIT_FOR_STREAMS);
    encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES);
    decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_DATA);
    decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS);
  }

  /** For a connection to an upstream, which may push nothing. */
  static Http2Handler client() {
    Http2Settings settings =
        new Http2Settings()
            .pushEnabled(false)
            .initialWindowSize(CLIENT_WINDOW)
            .maxHeaderListSize(MAX_RESPONSE_HEADERS);
    return new Http2Codec(settings).build();
  }

  static Http2Connection connection(boolean server) {
    Http2Connection made = new DefaultHttp2Connection(server);
    made.local()
        .flowController(
            new DefaultHttp2LocalFlowController(
                made, DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO, true));
    made.remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(made, new UniformStreamByteDistributor(made)));
    return made;
  }

  @Override
  protected Http2Handler build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return new Http2Handler(decoder, encoder, settings, CONNECTION_WINDOW, null);
  }
}

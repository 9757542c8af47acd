package io.weir.host.config;

/**
 * What one HTTP/2 connection of a client may have.
 *
 * @param concurrentStreams how many requests at once (default 128)
 * @param streamWindow bytes that may wait on a stream that is not read (default 64 KiB)
 * @param connectionWindow bytes on their way on one connection (default 1 MiB)
 */
public record Http2Limits(int concurrentStreams, int streamWindow, int connectionWindow) {
  public static final Http2Limits DEFAULT = new Http2Limits(128, 64 << 10, 1 << 20);
}

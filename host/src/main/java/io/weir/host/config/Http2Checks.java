package io.weir.host.config;

/** The ranges of RFC 9113 section 6.5.2, and what memory allows. */
final class Http2Checks {
  private static final int MAX_STREAMS = 10_000;
  private static final int LEAST_STREAM_WINDOW = 1 << 10;
  private static final int LEAST_CONNECTION_WINDOW = 64 << 10;
  private static final int MAX_WINDOW = 64 << 20;

  private final Problems problems;

  Http2Checks(Problems problems) {
    this.problems = problems;
  }

  void check(Http2Limits limits, String path) {
    if (limits.concurrentStreams() < 1 || limits.concurrentStreams() > MAX_STREAMS) {
      problems.add(
          Paths.field(path, "concurrentStreams"),
          limits.concurrentStreams() + " (expected: 1 to " + MAX_STREAMS + ")",
          "write " + Http2Limits.DEFAULT.concurrentStreams() + ", which is usual");
    }
    window(
        limits.streamWindow(),
        LEAST_STREAM_WINDOW,
        Paths.field(path, "streamWindow"),
        Http2Limits.DEFAULT.streamWindow());
    window(
        limits.connectionWindow(),
        LEAST_CONNECTION_WINDOW,
        Paths.field(path, "connectionWindow"),
        Http2Limits.DEFAULT.connectionWindow());
  }

  private void window(int bytes, int least, String path, int usual) {
    if (bytes < least || bytes > MAX_WINDOW) {
      problems.add(
          path,
          Sizes.format(bytes)
              + " (expected: "
              + Sizes.format(least)
              + " to "
              + Sizes.format(MAX_WINDOW)
              + ")",
          "write " + Sizes.format(usual) + ", which is usual");
    }
  }
}

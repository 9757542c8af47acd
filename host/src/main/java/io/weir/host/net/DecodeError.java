package io.weir.host.net;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** What a client is told of a request that cannot be read. */
record DecodeError(int status, String text) {
  static final DecodeError TIMEOUT =
      new DecodeError(408, "the headers of the request did not come in time");

  static DecodeError of(@Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new DecodeError(414, "the request line is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new DecodeError(
          431,
          "the request headers are too large (expected: at most "
              + RequestDecoder.MAX_HEADERS
              + " bytes)");
    }
    String what = cause == null ? null : cause.getMessage();
    return new DecodeError(400, "malformed request" + (what == null ? "" : ": " + printable(what)));
  }

  /** A client's own bytes come back only as far as they are plain. */
  private static String printable(String text) {
    String line = text.length() > 200 ? text.substring(0, 200) : text;
    return line.replaceAll("[^ -~]", "?");
  }
}

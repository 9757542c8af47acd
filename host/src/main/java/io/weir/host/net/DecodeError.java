package io.weir.host.net;

import io.weir.host.net.http1.MalformedMessageException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client is told of a request that cannot be read. */
record DecodeError(int status, String text) {
  static final DecodeError TIMEOUT =
      new DecodeError(408, "the headers of the request did not come in time");

  static final DecodeError BODY_TIMEOUT =
      new DecodeError(408, "the body of the request did not come in time");

  static DecodeError of(@Nullable Throwable cause) {
    int status = cause instanceof MalformedMessageException e ? e.status() : 400;
    String what = cause == null ? null : cause.getMessage();
    if (status != 400) {
      return new DecodeError(status, printable(Objects.requireNonNullElse(what, "")));
    }
    return new DecodeError(400, "malformed request" + (what == null ? "" : ": " + printable(what)));
  }

  /** A client's own bytes come back only as far as they are plain. */
  private static String printable(String text) {
    String line = text.length() > 200 ? text.substring(0, 200) : text;
    return line.replaceAll("[^ -~]", "?");
  }
}

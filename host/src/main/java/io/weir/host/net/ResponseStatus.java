package io.weir.host.net;

import io.weir.host.stream.HeaderList;

/** The status of a response that a guest may have changed. */
final class ResponseStatus {
  private ResponseStatus() {}

  /**
   * @param switches whether 101 may be said
   * @throws IllegalArgumentException for what is no final status
   */
  static int of(HeaderList headers, boolean switches) {
    String text = headers.getOrEmpty(":status");
    boolean number = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int status = number ? Integer.parseInt(text) : 0;
    if (status < 200 && !(status == 101 && switches)) {
      throw new IllegalArgumentException(":status: " + text + " (expected: 200 to 999)");
    }
    return status;
  }

  /** Whether a response has no body whatever it says (RFC 9110 section 6.4.1). */
  static boolean isBodyless(int status) {
    return status == 204 || status == 304;
  }
}

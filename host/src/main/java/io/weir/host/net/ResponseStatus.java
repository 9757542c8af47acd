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
    int status = headers.status();
    if (status < 200 && !(status == 101 && switches)) {
      throw new IllegalArgumentException(
          ":status: " + headers.getOrEmpty(":status") + " (expected: 200 to 999)");
    }
    return status;
  }

  /**
   * @throws IllegalArgumentException for what is no interim response that is passed on (RFC 9110
   *     section 15.2)
   */
  static int interim(HeaderList headers) {
    int status = headers.status();
    if (status < 102 || status > 199) {
      throw new IllegalArgumentException(
          ":status: " + headers.getOrEmpty(":status") + " (expected: 102 to 199)");
    }
    return status;
  }

  /** Whether {@code text} is three digits, 100 to 999 (RFC 9110 section 15). */
  static boolean isStatus(String text) {
    return text.length() == 3
        && text.charAt(0) > '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a response has no body whatever it says (RFC 9110 section 6.4.1). */
  static boolean isBodyless(int status) {
    return status == 204 || status == 304;
  }
}

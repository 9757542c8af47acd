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
    int status = number(text);
    if (status < 200 && !(status == 101 && switches)) {
      throw new IllegalArgumentException(":status: " + text + " (expected: 200 to 999)");
    }
    return status;
  }

  /**
   * @throws IllegalArgumentException for what is no interim response that is passed on (RFC 9110
   *     section 15.2)
   */
  static int interim(HeaderList headers) {
    String text = headers.getOrEmpty(":status");
    int status = number(text);
    if (status < 102 || status > 199) {
      throw new IllegalArgumentException(":status: " + text + " (expected: 102 to 199)");
    }
    return status;
  }

  /** Three digits, 0 for anything else. */
  private static int number(String text) {
    if (text.length() != 3) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Whether a response has no body whatever it says (RFC 9110 section 6.4.1). */
  static boolean isBodyless(int status) {
    return status == 204 || status == 304;
  }
}

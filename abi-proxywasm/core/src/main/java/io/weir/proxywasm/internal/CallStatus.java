package io.weir.proxywasm.internal;

/** What {@code proxy_get_status} gives: set for the time of a callback that tells an answer. */
final class CallStatus {
  private int code;
  private String message = "";

  void set(int code, String message) {
    this.code = code;
    this.message = message;
  }

  void clear() {
    set(0, "");
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }
}

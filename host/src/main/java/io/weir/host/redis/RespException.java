package io.weir.host.redis;

/** Bytes that are not RESP2, or more than is taken. */
final class RespException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RespException(String message) {
    super(message, null, false, false);
  }
}

package io.weir.host.net;

/** A request that is not served, with the status that says so. */
final class RefusedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedRequestException(int status, String what) {
    super(what, null, false, false); // tells of the client, not of the code
    this.status = status;
  }

  DecodeError answer() {
    return new DecodeError(status, String.valueOf(getMessage()));
  }
}

package io.weir.host.net.http1;

/** A message that is not read on: its connection cannot be used any more. */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status what a client is answered; of no meaning for the answer of an upstream
   */
  public MalformedMessageException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static MalformedMessageException bad(String message) {
    return new MalformedMessageException(400, message);
  }

  /** The HTTP status that tells a client: 400, 413, 414, 417, 421, 431, 501 or 505. */
  public int status() {
    return status;
  }
}

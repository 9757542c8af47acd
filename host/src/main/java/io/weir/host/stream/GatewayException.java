package io.weir.host.stream;

/**
 * Something between client and upstream that went wrong: whose fault, and what the client is told.
 */
public class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Source {
    DOWNSTREAM,
    UPSTREAM,
    INTERNAL
  }

  private final Source source;
  private final int status;
  private final boolean retryable;

  /**
   * @param status the HTTP status that tells the client
   * @param retryable whether nothing of the request can have taken effect
   */
  public GatewayException(Source source, int status, boolean retryable, String message) {
    super(message, null, false, false);
    this.source = source;
    this.status = status;
    this.retryable = retryable;
  }

  public Source source() {
    return source;
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return retryable;
  }
}

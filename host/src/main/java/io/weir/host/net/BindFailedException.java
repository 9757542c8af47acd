package io.weir.host.net;

import org.jspecify.annotations.Nullable;

/** A listener's address that could not be bound. */
public final class BindFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BindFailedException(String listener, String address, @Nullable Throwable cause) {
    super(
        "listener "
            + listener
            + ": cannot listen on "
            + address
            + ": "
            + (cause == null ? "unknown" : cause.getMessage()),
        cause);
  }
}

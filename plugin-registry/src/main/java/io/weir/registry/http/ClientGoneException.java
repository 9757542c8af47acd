package io.weir.registry.http;

import java.io.IOException;

/** The client went away, or was silent for too long, in the middle of a body. */
public final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  public ClientGoneException(String message) {
    super(message);
  }
}

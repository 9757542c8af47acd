package io.weir.registry.server;

import java.io.IOException;

/** The client went away, or was silent for too long, in the middle of a body. */
final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException(String message) {
    super(message);
  }
}

package io.weir.bench.torture.wire;

import java.io.IOException;

/** The peer broke the protocol, or ended the connection where it may not. */
public final class WireException extends IOException {
  private static final long serialVersionUID = 1;

  public WireException(String message) {
    super(message);
  }
}

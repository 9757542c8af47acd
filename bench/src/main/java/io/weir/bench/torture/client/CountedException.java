package io.weir.bench.torture.client;

import java.io.IOException;

/** Ends a stream whose fault is counted already. */
final class CountedException extends IOException {
  private static final long serialVersionUID = 1;

  CountedException(String message) {
    super(message);
  }
}

package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** Bytes that are no module which this engine can run. */
public final class InvalidModuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidModuleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

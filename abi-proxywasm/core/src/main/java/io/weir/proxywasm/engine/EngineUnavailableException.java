package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** An engine that cannot run here; the message says why and what would help. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

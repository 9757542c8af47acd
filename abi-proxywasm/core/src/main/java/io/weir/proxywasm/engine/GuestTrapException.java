package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** A guest call that did not return: the instance's state is undefined and it must be closed. */
public final class GuestTrapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the guest stopped. */
  public enum Kind {
    /** A wasm trap: unreachable, out of bounds, division by zero and so on. */
    TRAP,
    /** The guest's call depth passed the limit. */
    STACK_OVERFLOW,
    /** {@link WasmInstance#interrupt}: over its time budget. */
    INTERRUPTED,
    /** A host function stopped it; see the cause. */
    HOST
  }

  private final Kind kind;

  public GuestTrapException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

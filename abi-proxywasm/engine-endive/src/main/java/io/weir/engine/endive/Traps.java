package io.weir.engine.endive;

import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.InvalidModuleException;
import run.endive.runtime.WasmInterruptedException;

/** What Endive throws out of a guest, as the seam has it. */
final class Traps {
  private Traps() {}

  static RuntimeException of(Throwable thrown) {
    if (thrown instanceof GuestTrapException trap) {
      return trap;
    }
    if (thrown instanceof InvalidModuleException invalid) {
      return invalid;
    }
    if (thrown instanceof WasmInterruptedException) {
      return new GuestTrapException(Kind.INTERRUPTED, "interrupted", thrown);
    }
    if (thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError) {
      // without its cause, whose trace is a thousand equal frames
      return new GuestTrapException(Kind.STACK_OVERFLOW, "call stack exhausted", null);
    }
    if (thrown instanceof IndexOutOfBoundsException) {
      return new GuestTrapException(Kind.TRAP, "out of bounds memory access", thrown);
    }
    return new GuestTrapException(Kind.TRAP, ParsedModule.reason(thrown), thrown);
  }
}

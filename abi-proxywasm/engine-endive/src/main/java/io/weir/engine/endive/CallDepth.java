package io.weir.engine.endive;

import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.StackBudget;
import run.endive.runtime.Memory;

/**
 * Bounds the stack that a guest uses. The JVM's own bound, {@link StackOverflowError}, can strike
 * anywhere, also half way through a host function that changes what others share. So the guest
 * counts ({@link StackCounter} writes these calls into its functions), and stops in its own code
 * while the host still has room.
 *
 * <p>Public for the generated classes only.
 */
public final class CallDepth {
  /** Most frames of compiled code are smaller than counted; 8 MiB threads have room for this. */
  private static final int LIMIT = (int) StackBudget.bytes(4 << 20);

  private CallDepth() {}

  /**
   * A function begins.
   *
   * @param memory the instance's memory, which keeps the count
   * @param bytes the most stack that the function's frame takes
   * @throws GuestTrapException of kind {@code STACK_OVERFLOW} when the budget does not hold it
   */
  public static void enter(Memory memory, int bytes) {
    LinearMemory counter = (LinearMemory) memory;
    int used = counter.stackUsed + bytes;
    if (used > LIMIT) {
      throw exhausted();
    }
    counter.stackUsed = used;
  }

  /** A function that entered with as many bytes returns; not called when it throws. */
  public static void leave(Memory memory, int bytes) {
    ((LinearMemory) memory).stackUsed -= bytes;
  }

  private static GuestTrapException exhausted() {
    return new GuestTrapException(Kind.STACK_OVERFLOW, "call stack exhausted", null);
  }
}

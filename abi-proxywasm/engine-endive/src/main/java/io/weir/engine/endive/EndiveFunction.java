package io.weir.engine.endive;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.GuestFunction;
import run.endive.runtime.Machine;

/**
 * An export that {@link DirectExports} does not have, called through the generated machine. The
 * argument array is reused: the guest has taken its arguments out before it can lead to another
 * call.
 */
final class EndiveFunction implements GuestFunction {
  private final FunctionType type;
  private final Machine machine;
  private final int index;
  private final LinearMemory memory;
  private final long[] args;

  EndiveFunction(FunctionType type, Machine machine, int index, LinearMemory memory) {
    this.type = type;
    this.machine = machine;
    this.index = index;
    this.memory = memory;
    this.args = new long[type.params().size()];
  }

  @Override
  public FunctionType type() {
    return type;
  }

  @Override
  public int call(int a0, int a1, int a2, int a3, int a4) {
    set(0, a0);
    set(1, a1);
    set(2, a2);
    set(3, a3);
    set(4, a4);
    int stackUsed = memory.stackUsed;
    try {
      long[] results = machine.call(index, args);
      return results == null || results.length == 0 ? 0 : (int) results[0];
    } catch (RuntimeException | StackOverflowError e) {
      memory.stackUsed = stackUsed; // the frames between did not take theirs back
      throw Traps.of(e);
    }
  }

  private void set(int position, int value) {
    if (position < args.length) {
      args[position] = value;
    }
  }
}

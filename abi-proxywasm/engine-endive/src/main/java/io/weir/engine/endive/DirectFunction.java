package io.weir.engine.endive;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.GuestFunction;
import run.endive.runtime.Instance;

/** An export that can be called without arrays. */
record DirectFunction(
    FunctionType type, DirectExports exports, int number, Instance instance, LinearMemory memory)
    implements GuestFunction {
  @Override
  public int call(int a0, int a1, int a2, int a3, int a4) {
    int stackUsed = memory.stackUsed;
    try {
      return exports.call(number, a0, a1, a2, a3, a4, memory, instance);
    } catch (RuntimeException | StackOverflowError e) {
      memory.stackUsed = stackUsed; // the frames between did not take theirs back
      throw Traps.of(e);
    }
  }
}

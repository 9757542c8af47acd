package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.GuestFunction;

/**
 * An export with its own native block: the function, the trap of a call that fails, and the slots
 * that carry arguments in and the result out. A nested call of the same export may use the block
 * again: the guest has taken its arguments out by then.
 */
final class WasmtimeFunction implements GuestFunction {
  private static final int TRAP = InstanceApi.FUNCTION_BYTES;
  private static final int SLOTS = TRAP + 16; // aligned as the slots are

  private final WasmtimeInstance instance;
  private final FunctionType type;
  private final long context;
  private final int params;
  private final int slotCount;
  private final boolean hasResult;
  private long block;

  private WasmtimeFunction(
      WasmtimeInstance instance, long context, FunctionType type, int slotCount, long block) {
    this.instance = instance;
    this.context = context;
    this.type = type;
    this.params = type.params().size();
    this.hasResult = !type.results().isEmpty();
    this.slotCount = slotCount;
    this.block = block;
  }

  static WasmtimeFunction of(
      WasmtimeInstance instance, long context, long native_, String name, FunctionType type) {
    int slots = Math.max(type.params().size(), type.results().size());
    long block = Native.calloc(SLOTS + (long) slots * InstanceApi.SLOT_BYTES);
    boolean found =
        InstanceApi.export(
            context, native_, name, InstanceApi.FUNCTION, block, InstanceApi.FUNCTION_BYTES);
    if (!found) {
      Native.free(block);
      throw new IllegalStateException("export " + name + " is not there");
    }
    return new WasmtimeFunction(instance, context, type, slots, block);
  }

  @Override
  public FunctionType type() {
    return type;
  }

  @Override
  public int call(int a0, int a1, int a2, int a3, int a4) {
    long here = block;
    if (here == Native.NULL) {
      throw new IllegalStateException("instance is closed");
    }
    long slots = here + SLOTS;
    set(slots, 0, a0);
    set(slots, 1, a1);
    set(slots, 2, a2);
    set(slots, 3, a3);
    set(slots, 4, a4);
    long error = InstanceApi.call(context, here, slots, slotCount, here + TRAP);
    long trap = Native.getLong(here + TRAP);
    if (error != Native.NULL || trap != Native.NULL) {
      Native.putLong(here + TRAP, Native.NULL);
      throw instance.failure(error, trap);
    }
    return hasResult ? Native.getInt(slots) : 0;
  }

  private void set(long slots, int position, int value) {
    if (position < params) {
      Native.putLong(slots + (long) position * InstanceApi.SLOT_BYTES, value);
    }
  }

  void close() {
    Native.free(block);
    block = Native.NULL;
  }
}

package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.ValueType;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A host function as Wasmtime calls it: one native stub for all instances. A record, because the
 * JIT trusts a record's fields, so that each stub inlines its own function.
 *
 * @param narrow bit i is set when parameter i is 32 bits wide
 */
record HostImport(
    ImportedFunction imported,
    HostFunction function,
    InstanceRegistry instances,
    int params,
    long narrow,
    boolean hasResult) {
  private static final FunctionDescriptor CALLBACK =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CALL = find();

  static HostImport of(
      ImportedFunction imported, HostFunction function, InstanceRegistry instances) {
    List<ValueType> params = imported.type().params();
    long narrow = 0;
    for (int i = 0; i < params.size(); i++) {
      boolean is32 = params.get(i) == ValueType.I32 || params.get(i) == ValueType.F32;
      narrow |= is32 ? 1L << i : 0;
    }
    boolean hasResult = !imported.type().results().isEmpty();
    return new HostImport(imported, function, instances, params.size(), narrow, hasResult);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              HostImport.class,
              "call",
              MethodType.methodType(long.class, long.class, long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The native function that calls this one, for as long as {@code arena} lives. */
  long stub(Arena arena) {
    return Native.upcall(CALL.bindTo(this), CALLBACK, arena);
  }

  /**
   * A {@code wasmtime_func_unchecked_callback_t}. Nothing may be thrown from here, it would end the
   * JVM: what the host function throws waits in the instance for the guest call to end.
   */
  @SuppressWarnings("unused") // called through the stub
  long call(long environment, long caller, long slots, long slotCount) {
    WasmtimeInstance instance = instances.get(StoreApi.callerData(caller));
    long[] args = instance.arguments().enter(params);
    try {
      for (int i = 0; i < params; i++) {
        long slot = slots + (long) i * InstanceApi.SLOT_BYTES;
        args[i] = (narrow >>> i & 1) != 0 ? Native.getInt(slot) : Native.getLong(slot);
      }
      long result = function.call(instance.host(), args);
      if (hasResult) {
        Native.putLong(slots, result);
      }
      return Native.NULL;
    } catch (Throwable e) {
      return instance.failed(imported, e);
    } finally {
      instance.arguments().leave();
    }
  }
}

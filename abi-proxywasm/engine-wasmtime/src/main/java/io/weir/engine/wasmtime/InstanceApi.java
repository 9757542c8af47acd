package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** {@code wasmtime_instance_t}, its exports, and calls of them. */
final class InstanceApi {
  /** {@code sizeof(wasmtime_instance_t)}: store id, index. */
  static final int INSTANCE_BYTES = 16;

  /** {@code sizeof(wasmtime_val_raw_t)}: wide enough for a vector. */
  static final int SLOT_BYTES = 16;

  /** {@code sizeof(wasmtime_func_t)}: store id, pointer. */
  static final int FUNCTION_BYTES = 16;

  /** {@code sizeof(wasmtime_memory_t)}: store id, two indices, padded. */
  static final int MEMORY_BYTES = 24;

  static final byte FUNCTION = 0;
  static final byte MEMORY = 3;

  private static final int EXTERN_BYTES = 64; // a kind, then a union of at most 24 bytes
  private static final int EXTERN_VALUE = 8;

  private static final MethodHandle PRE_INSTANTIATE =
      Native.function(
          "wasmtime_instance_pre_instantiate",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle EXPORT_GET =
      Native.function(
          "wasmtime_instance_export_get",
          FunctionDescriptor.of(
              JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CALL =
      Native.function(
          "wasmtime_func_call_unchecked",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle MEMORY_DATA =
      Native.leaf("wasmtime_memory_data", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle MEMORY_SIZE =
      Native.leaf(
          "wasmtime_memory_data_size", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));

  private InstanceApi() {}

  /** Fills {@code instance}; returns an error or null, and may leave a trap at {@code trap}. */
  static long instantiate(long pre, long context, long instance, long trap) {
    try {
      return (long) PRE_INSTANTIATE.invokeExact(pre, context, instance, trap);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /**
   * Copies the item exported as {@code name} to {@code target}.
   *
   * @return false when there is no such export of this kind
   */
  static boolean export(
      long context, long instance, String name, byte kind, long target, int targetBytes) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    long bytes = Native.copyOf(utf8);
    long found = Native.calloc(EXTERN_BYTES);
    try {
      boolean exists =
          (boolean) EXPORT_GET.invokeExact(context, instance, bytes, (long) utf8.length, found);
      if (!exists || Native.getByte(found) != kind) {
        return false;
      }
      MemorySegment.copy(Native.ALL, found + EXTERN_VALUE, Native.ALL, target, targetBytes);
      return true;
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(found);
      Native.free(bytes);
    }
  }

  /**
   * Calls a function whose arguments lie in {@code slots}, where its results are afterwards.
   *
   * @return an error or null; a trap may have been left at {@code trap}
   */
  static long call(long context, long function, long slots, long slotCount, long trap) {
    try {
      return (long) CALL.invokeExact(context, function, slots, slotCount, trap);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static long memoryData(long context, long memory) {
    try {
      return (long) MEMORY_DATA.invokeExact(context, memory);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static long memorySize(long context, long memory) {
    try {
      return (long) MEMORY_SIZE.invokeExact(context, memory);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }
}

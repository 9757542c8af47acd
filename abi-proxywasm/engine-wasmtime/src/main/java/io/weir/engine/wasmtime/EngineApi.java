package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.engine.StackBudget;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code wasm_config_t} and {@code wasm_engine_t}. */
final class EngineApi {
  /** The most stack that a guest may use, in bytes, counted from the call that enters it. */
  static final long MAX_WASM_STACK = StackBudget.bytes(1 << 20);

  /** Address space set aside for a memory, so that it never moves: all that 32 bits can address. */
  private static final long RESERVATION = 1L << 32;

  private static final FunctionDescriptor NEW = FunctionDescriptor.of(JAVA_LONG);
  private static final FunctionDescriptor DELETE = FunctionDescriptor.ofVoid(JAVA_LONG);
  private static final MethodHandle CONFIG_NEW = Native.function("wasm_config_new", NEW);
  private static final MethodHandle ENGINE_NEW =
      Native.function("wasm_engine_new_with_config", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle ENGINE_DELETE = Native.function("wasm_engine_delete", DELETE);
  private static final MethodHandle INCREMENT_EPOCH =
      Native.function("wasmtime_engine_increment_epoch", DELETE);

  private EngineApi() {}

  /**
   * Makes an engine with the features that plugins use, and no others: every engine behind the seam
   * is to take the same modules.
   */
  static long open() {
    try {
      long config = (long) CONFIG_NEW.invokeExact();
      flag(config, "epoch_interruption", true);
      // its SIGSEGV handler can deadlock beside profilers that probe memory
      flag(config, "signals_based_traps", false);
      flag(config, "native_unwind_info", false);
      flag(config, "wasm_threads", false);
      flag(config, "wasm_memory64", false);
      flag(config, "wasm_multi_memory", false);
      flag(config, "wasm_gc", false);
      flag(config, "wasm_function_references", false);
      flag(config, "wasm_exceptions", false);
      flag(config, "memory_may_move", false);
      size(config, "memory_reservation", RESERVATION);
      size(config, "max_wasm_stack", MAX_WASM_STACK);
      return (long) ENGINE_NEW.invokeExact(config);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static void delete(long engine) {
    try {
      ENGINE_DELETE.invokeExact(engine);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** Makes every running guest of the engine look at its deadline. From any thread. */
  static void incrementEpoch(long engine) {
    try {
      INCREMENT_EPOCH.invokeExact(engine);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  private static void flag(long config, String name, boolean value) throws Throwable {
    Native.function(
            "wasmtime_config_" + name + "_set", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_BOOLEAN))
        .invokeExact(config, value);
  }

  private static void size(long config, String name, long value) throws Throwable {
    Native.function(
            "wasmtime_config_" + name + "_set", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG))
        .invokeExact(config, value);
  }
}

package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code wasmtime_store_t} and {@code wasmtime_context_t}: what one instance lives in. */
final class StoreApi {
  private static final FunctionDescriptor GET = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle NEW =
      Native.function(
          "wasmtime_store_new", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CONTEXT = Native.function("wasmtime_store_context", GET);
  private static final MethodHandle DELETE =
      Native.function("wasmtime_store_delete", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle LIMITER =
      Native.function(
          "wasmtime_store_limiter",
          FunctionDescriptor.ofVoid(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle EPOCH_CALLBACK =
      Native.function(
          "wasmtime_store_epoch_deadline_callback",
          FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle SET_DEADLINE =
      Native.function(
          "wasmtime_context_set_epoch_deadline", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CALLER_CONTEXT = Native.leaf("wasmtime_caller_context", GET);
  private static final MethodHandle GET_DATA = Native.leaf("wasmtime_context_get_data", GET);

  private StoreApi() {}

  /** A store that carries {@code data}. */
  static long create(long engine, long data) {
    try {
      return (long) NEW.invokeExact(engine, data, Native.NULL);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static void delete(long store) {
    try {
      DELETE.invokeExact(store);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static long context(long store) {
    try {
      return (long) CONTEXT.invokeExact(store);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** Bounds the bytes of memory and the elements of tables; -1 would be no bound. */
  static void limit(long store, long memoryBytes, long tableElements) {
    try {
      LIMITER.invokeExact(store, memoryBytes, tableElements, 1L, -1L, 1L);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /**
   * From the next epoch on, the guest calls {@code callback} at a loop or function entry; the
   * callback stops it or sets the deadline anew.
   */
  static void onEpoch(long store, long context, long callback, long data) {
    try {
      EPOCH_CALLBACK.invokeExact(store, callback, data, Native.NULL);
      SET_DEADLINE.invokeExact(context, 1L);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** The data of the store whose guest makes this call. */
  static long callerData(long caller) {
    try {
      return (long) GET_DATA.invokeExact((long) CALLER_CONTEXT.invokeExact(caller));
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }
}

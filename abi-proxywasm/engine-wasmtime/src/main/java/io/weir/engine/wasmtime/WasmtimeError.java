package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** A {@code wasmtime_error_t} as an exception, its native part freed. */
final class WasmtimeError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final MethodHandle NEW =
      Native.function("wasmtime_error_new", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle MESSAGE =
      Native.function("wasmtime_error_message", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DELETE =
      Native.function("wasmtime_error_delete", FunctionDescriptor.ofVoid(JAVA_LONG));

  private WasmtimeError(String message) {
    super(message);
  }

  /** Throws what {@code error} says, unless it is null. */
  static void check(long error) {
    if (error != Native.NULL) {
      throw new WasmtimeError(consume(error));
    }
  }

  /** A native error with the message at {@code text}, zero-terminated. */
  static long create(long text) {
    try {
      return (long) NEW.invokeExact(text);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** The error's message; frees the error. */
  static String consume(long error) {
    try (ByteVector text = new ByteVector()) {
      MESSAGE.invokeExact(error, text.address());
      DELETE.invokeExact(error);
      return text.text();
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }
}

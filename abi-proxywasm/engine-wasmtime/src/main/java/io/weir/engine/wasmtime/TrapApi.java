package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code wasm_trap_t}. */
final class TrapApi {
  private static final int STACK_OVERFLOW = 0;
  private static final int INTERRUPT = 10;

  private static final MethodHandle NEW =
      Native.function("wasmtime_trap_new", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CODE =
      Native.function(
          "wasmtime_trap_code", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle MESSAGE =
      Native.function("wasm_trap_message", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DELETE =
      Native.function("wasm_trap_delete", FunctionDescriptor.ofVoid(JAVA_LONG));

  private TrapApi() {}

  /** A trap that a host function returns to stop its guest. */
  static long create(long text, long length) {
    try {
      return (long) NEW.invokeExact(text, length);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static void delete(long trap) {
    try {
      DELETE.invokeExact(trap);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** The trap as an exception; frees the trap. */
  static GuestTrapException consume(long trap) {
    long code = Native.calloc(8);
    try (ByteVector text = new ByteVector()) {
      boolean coded = (boolean) CODE.invokeExact(trap, code);
      MESSAGE.invokeExact(trap, text.address());
      DELETE.invokeExact(trap);
      Kind kind = coded ? kind(Native.getByte(code)) : Kind.TRAP;
      return new GuestTrapException(kind, TrapText.oneLine(text.text()), null);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(code);
    }
  }

  private static Kind kind(byte code) {
    return switch (code) {
      case STACK_OVERFLOW -> Kind.STACK_OVERFLOW;
      case INTERRUPT -> Kind.INTERRUPTED;
      default -> Kind.TRAP;
    };
  }
}

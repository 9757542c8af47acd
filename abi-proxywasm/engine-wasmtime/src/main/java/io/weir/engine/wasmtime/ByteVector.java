package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** A {@code wasm_byte_vec_t} (size, data) that the library fills and owns the contents of. */
final class ByteVector implements AutoCloseable {
  private static final MethodHandle DELETE =
      Native.function("wasm_byte_vec_delete", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final int SIZE = 0;
  private static final int DATA = 8;

  private final long address = Native.calloc(16);

  long address() {
    return address;
  }

  byte[] bytes() {
    return Native.ALL
        .asSlice(Native.getLong(address + DATA), Native.getLong(address + SIZE))
        .toArray(JAVA_BYTE);
  }

  /** The bytes as text, without the terminator that some messages have. */
  String text() {
    String text = Native.string(Native.getLong(address + DATA), Native.getLong(address + SIZE));
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    try {
      DELETE.invokeExact(address);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(address);
    }
  }
}

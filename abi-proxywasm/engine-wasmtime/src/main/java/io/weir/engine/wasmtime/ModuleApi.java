package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code wasmtime_module_t}. */
final class ModuleApi {
  private static final MethodHandle NEW =
      Native.function(
          "wasmtime_module_new",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DELETE =
      Native.function("wasmtime_module_delete", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle SERIALIZE =
      Native.function(
          "wasmtime_module_serialize", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DESERIALIZE_FILE =
      Native.function(
          "wasmtime_module_deserialize_file",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

  private ModuleApi() {}

  /**
   * Validates and compiles.
   *
   * @throws WasmtimeError when the bytes are no valid module
   */
  static long compile(long engine, byte[] wasm) {
    long bytes = Native.copyOf(wasm);
    long out = Native.calloc(8);
    try {
      WasmtimeError.check((long) NEW.invokeExact(engine, bytes, (long) wasm.length, out));
      return Native.getLong(out);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(out);
      Native.free(bytes);
    }
  }

  static byte[] serialize(long module) {
    try (ByteVector bytes = new ByteVector()) {
      WasmtimeError.check((long) SERIALIZE.invokeExact(module, bytes.address()));
      return bytes.bytes();
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /**
   * Maps a file that {@link #serialize} gave into memory. The file is machine code that will be
   * run: it must be one that this user wrote.
   *
   * @throws WasmtimeError when another version, configuration or kind of processor made it
   */
  static long deserialize(long engine, Path file) {
    long path = Native.copyOf((file + "\0").getBytes(StandardCharsets.UTF_8));
    long out = Native.calloc(8);
    try {
      WasmtimeError.check((long) DESERIALIZE_FILE.invokeExact(engine, path, out));
      return Native.getLong(out);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(out);
      Native.free(path);
    }
  }

  static void delete(long module) {
    try {
      DELETE.invokeExact(module);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }
}

package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.ValueType;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code wasmtime_linker_t}: binds imports once for all instances of a module. */
final class LinkerApi {
  private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor DELETE = FunctionDescriptor.ofVoid(JAVA_LONG);
  private static final MethodHandle NEW = Native.function("wasmtime_linker_new", ONE);
  private static final MethodHandle LINKER_DELETE =
      Native.function("wasmtime_linker_delete", DELETE);
  private static final MethodHandle DEFINE =
      Native.function(
          "wasmtime_linker_define_func_unchecked",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle INSTANTIATE_PRE =
      Native.function(
          "wasmtime_linker_instantiate_pre",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PRE_DELETE =
      Native.function("wasmtime_instance_pre_delete", DELETE);
  private static final MethodHandle VALTYPE_NEW =
      Native.function("wasm_valtype_new", FunctionDescriptor.of(JAVA_LONG, JAVA_BYTE));
  private static final MethodHandle VALTYPES_NEW =
      Native.function(
          "wasm_valtype_vec_new", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FUNCTYPE_NEW =
      Native.function("wasm_functype_new", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FUNCTYPE_DELETE =
      Native.function("wasm_functype_delete", DELETE);

  private LinkerApi() {}

  static long create(long engine) {
    try {
      return (long) NEW.invokeExact(engine);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  /** Binds an import to the function at {@code callback}. */
  static void define(long linker, ImportedFunction imported, long callback) {
    byte[] module = imported.module().getBytes(StandardCharsets.UTF_8);
    byte[] name = imported.name().getBytes(StandardCharsets.UTF_8);
    long moduleBytes = Native.copyOf(module);
    long nameBytes = Native.copyOf(name);
    long type = functionType(imported.type());
    try {
      WasmtimeError.check(
          (long)
              DEFINE.invokeExact(
                  linker,
                  moduleBytes,
                  (long) module.length,
                  nameBytes,
                  (long) name.length,
                  type,
                  callback,
                  Native.NULL,
                  Native.NULL));
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      deleteType(type);
      Native.free(nameBytes);
      Native.free(moduleBytes);
    }
  }

  /** Resolves a module's imports: what then remains per instance is to instantiate. */
  static long instantiatePre(long linker, long module) {
    long out = Native.calloc(8);
    try {
      WasmtimeError.check((long) INSTANTIATE_PRE.invokeExact(linker, module, out));
      return Native.getLong(out);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(out);
    }
  }

  static void delete(long linker) {
    try {
      LINKER_DELETE.invokeExact(linker);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  static void deletePre(long pre) {
    try {
      PRE_DELETE.invokeExact(pre);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  private static void deleteType(long type) {
    try {
      FUNCTYPE_DELETE.invokeExact(type);
    } catch (Throwable e) {
      throw Native.rethrow(e);
    }
  }

  private static long functionType(FunctionType type) {
    long params = Native.calloc(16);
    long results = Native.calloc(16);
    try {
      valueTypes(params, type.params());
      valueTypes(results, type.results());
      return (long) FUNCTYPE_NEW.invokeExact(params, results); // takes the contents of both
    } catch (Throwable e) {
      throw Native.rethrow(e);
    } finally {
      Native.free(results);
      Native.free(params);
    }
  }

  private static void valueTypes(long vector, List<ValueType> types) throws Throwable {
    long pointers = Native.malloc(8L * Math.max(1, types.size()));
    try {
      for (int i = 0; i < types.size(); i++) {
        byte kind =
            switch (types.get(i)) {
              case I32 -> 0;
              case I64 -> 1;
              case F32 -> 2;
              case F64 -> 3;
            };
        Native.putLong(pointers + 8L * i, (long) VALTYPE_NEW.invokeExact(kind));
      }
      VALTYPES_NEW.invokeExact(vector, (long) types.size(), pointers);
    } finally {
      Native.free(pointers);
    }
  }
}

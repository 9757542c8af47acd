package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module imports and exports, read from its binary: the C API's own descriptions cannot
 * express every type and end the process on some.
 *
 * <p>This reads the sections of types, imports, functions, memories and exports, see <a
 * href="https://webassembly.github.io/spec/core/binary/modules.html">Modules</a>. It finds what a
 * plugin may not have; whether the module is valid is for Wasmtime to say.
 */
final class ModuleHeader {
  private static final int TYPE = 1;
  private static final int IMPORT = 2;
  private static final int FUNCTION = 3;
  private static final int MEMORY = 5;
  private static final int EXPORT = 7;
  private static final long PAGE = 65536;

  private final List<@Nullable FunctionType> types = new ArrayList<>();
  private final List<Integer> functionTypes = new ArrayList<>();
  private final List<ImportedFunction> imports = new ArrayList<>();
  private final Map<String, FunctionType> exports = new LinkedHashMap<>();
  private long initialMemory;
  private boolean exportsMemory;

  private ModuleHeader() {}

  /**
   * Reads the header.
   *
   * @throws InvalidModuleException when the bytes are no module, or one that a plugin may not be
   */
  static ModuleHeader read(byte[] wasm) {
    ModuleHeader header = new ModuleHeader();
    BinaryReader in = new BinaryReader(wasm);
    in.expectHeader();
    while (in.hasMore()) {
      int id = in.readByte();
      header.section(id, in.section());
    }
    return header;
  }

  List<ImportedFunction> imports() {
    return List.copyOf(imports);
  }

  boolean exportsMemory() {
    return exportsMemory;
  }

  Map<String, FunctionType> exports() {
    return Map.copyOf(exports);
  }

  /** The bytes of memory at the start. */
  long initialMemory() {
    return initialMemory;
  }

  private void section(int id, BinaryReader in) {
    switch (id) {
      case TYPE -> in.times(() -> types.add(functionType(in)));
      case IMPORT -> in.times(() -> readImport(in));
      case FUNCTION -> in.times(() -> functionTypes.add(in.readIndex()));
      case MEMORY -> in.times(() -> readMemory(in));
      case EXPORT -> in.times(() -> readExport(in));
      default -> {}
    }
  }

  /** Null when the type uses vectors or references, which the seam does not carry. */
  private static @Nullable FunctionType functionType(BinaryReader in) {
    in.expect(0x60, "function type");
    List<@Nullable ValueType> params = new ArrayList<>();
    List<@Nullable ValueType> results = new ArrayList<>();
    in.times(() -> params.add(valueType(in)));
    in.times(() -> results.add(valueType(in)));
    if (params.contains(null) || results.contains(null)) {
      return null;
    }
    return new FunctionType(nonNull(params), nonNull(results));
  }

  private static List<ValueType> nonNull(List<@Nullable ValueType> types) {
    List<ValueType> copy = new ArrayList<>(types.size());
    for (ValueType type : types) {
      if (type != null) {
        copy.add(type);
      }
    }
    return copy;
  }

  private static @Nullable ValueType valueType(BinaryReader in) {
    return switch (in.readByte()) {
      case 0x7f -> ValueType.I32;
      case 0x7e -> ValueType.I64;
      case 0x7d -> ValueType.F32;
      case 0x7c -> ValueType.F64;
      default -> null;
    };
  }

  private void readImport(BinaryReader in) {
    String module = in.readName();
    String name = in.readName();
    int kind = in.readByte();
    if (kind != 0) {
      throw new InvalidModuleException(
          "import "
              + module
              + "."
              + name
              + ": a "
              + kindName(kind)
              + " (expected: a function; build the plugin with its own memory and tables)",
          null);
    }
    int index = in.readIndex();
    FunctionType type = typeAt(index);
    if (type == null || type.results().size() > 1) {
      throw new InvalidModuleException(
          "import "
              + module
              + "."
              + name
              + ": its type is not supported"
              + " (expected: i32, i64, f32 and f64 parameters and at most one result)",
          null);
    }
    functionTypes.add(index);
    imports.add(new ImportedFunction(module, name, type));
  }

  private static String kindName(int kind) {
    return switch (kind) {
      case 1 -> "table";
      case 2 -> "memory";
      case 3 -> "global";
      case 4 -> "tag";
      default -> "import of kind " + kind;
    };
  }

  private void readMemory(BinaryReader in) {
    int flags = in.readByte();
    if ((flags & 2) != 0) {
      throw new InvalidModuleException(
          "memory: shared (expected: not shared; build the plugin without threads)", null);
    }
    initialMemory = in.readUnsigned() * PAGE;
    if ((flags & 1) != 0) {
      in.readUnsigned();
    }
  }

  private void readExport(BinaryReader in) {
    String name = in.readName();
    int kind = in.readByte();
    int index = in.readIndex();
    exportsMemory |= kind == 2 && name.equals("memory");
    if (kind == 0 && index < functionTypes.size()) {
      FunctionType type = typeAt(functionTypes.get(index));
      if (type != null) {
        exports.put(name, type);
      }
    }
  }

  private @Nullable FunctionType typeAt(int index) {
    if (index >= types.size()) {
      throw new InvalidModuleException("type " + index + " of " + types.size(), null);
    }
    return types.get(index);
  }
}

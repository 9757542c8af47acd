package io.weir.tools.module;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the sections of a module that say what it imports and exports (core specification, section
 * 5.5), and that the others are there whole. It does not validate code.
 */
final class SectionReader {
  private static final int HEADER = 8;
  private static final int TYPE = 1;
  private static final int IMPORT = 2;
  private static final int FUNCTION = 3;
  private static final int EXPORT = 7;
  private static final int CODE = 10;
  private static final int LAST = 13;
  private static final int FUNCTION_TYPE = 0x60;

  private final List<FunctionType> types = new ArrayList<>();
  private final List<ImportedFunction> imports = new ArrayList<>();
  private final List<FunctionType> functions = new ArrayList<>();
  private final Map<String, FunctionType> exports = new LinkedHashMap<>();
  private boolean exportsMemory;
  private int defined;
  private int bodies;

  private SectionReader() {}

  /**
   * Reads {@code wasm}.
   *
   * @throws InvalidModuleException when it is no whole module, saying where
   */
  static ModuleOutline read(byte[] wasm) {
    requireHeader(wasm);
    SectionReader reader = new SectionReader();
    ByteCursor cursor = new ByteCursor(wasm, HEADER, wasm.length, "module");
    while (!cursor.atEnd()) {
      int id = cursor.u8();
      reader.section(id, cursor.slice(cursor.size(), "section " + id));
    }
    if (reader.defined != reader.bodies) {
      throw new InvalidModuleException(
          "module: %d functions and %d bodies: it is cut short"
              .formatted(reader.defined, reader.bodies),
          null);
    }
    return new ModuleOutline(reader.imports, reader.exports, reader.exportsMemory);
  }

  private static void requireHeader(byte[] wasm) {
    ByteCursor cursor = new ByteCursor(wasm, 0, wasm.length, "header");
    if (wasm.length < HEADER || cursor.u8() != 0 || !magic(cursor)) {
      throw new InvalidModuleException("it does not begin with \\0asm", null);
    }
    int version = cursor.u8() | cursor.u8() << 8;
    int layer = cursor.u8() | cursor.u8() << 8;
    if (layer == 1) {
      throw new InvalidModuleException(
          "it is a component (expected: a core module, built for wasip1)", null);
    }
    if (version != 1 || layer != 0) {
      throw new InvalidModuleException("binary version " + version + " (expected: 1)", null);
    }
  }

  private static boolean magic(ByteCursor cursor) {
    return cursor.u8() == 'a' && cursor.u8() == 's' && cursor.u8() == 'm';
  }

  private void section(int id, ByteCursor cursor) {
    switch (id) {
      case TYPE -> types(cursor);
      case IMPORT -> imports(cursor);
      case FUNCTION -> functions(cursor);
      case EXPORT -> exports(cursor);
      case CODE -> bodies(cursor);
      default -> {
        if (id > LAST) {
          throw cursor.bad("no such section in WebAssembly");
        }
      }
    }
  }

  private void types(ByteCursor cursor) {
    int count = cursor.size();
    for (int i = 0; i < count; i++) {
      int form = cursor.u8();
      if (form != FUNCTION_TYPE) {
        throw cursor.bad("type form 0x%x (expected: functions only)".formatted(form));
      }
      types.add(new FunctionType(values(cursor), values(cursor)));
    }
    cursor.requireEnd();
  }

  private static List<ValueType> values(ByteCursor cursor) {
    int count = cursor.size();
    List<ValueType> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(cursor));
    }
    return values;
  }

  /** Vectors and references pass as i64 does: none may cross to the host, where types count. */
  private static ValueType value(ByteCursor cursor) {
    int code = cursor.u8();
    return switch (code) {
      case 0x7f -> ValueType.I32;
      case 0x7e, 0x7b, 0x70, 0x6f -> ValueType.I64;
      case 0x7d -> ValueType.F32;
      case 0x7c -> ValueType.F64;
      default -> throw cursor.bad("value type 0x%x, which is not known".formatted(code));
    };
  }

  private void imports(ByteCursor cursor) {
    int count = cursor.size();
    for (int i = 0; i < count; i++) {
      String module = cursor.name();
      String name = cursor.name();
      int kind = cursor.u8();
      if (kind != 0) {
        throw cursor.bad(
            "import %s.%s is no function (expected: a plugin has its own memory, tables, globals)"
                .formatted(module, name));
      }
      FunctionType type = type(cursor);
      imports.add(new ImportedFunction(module, name, type));
      functions.add(type);
    }
    cursor.requireEnd();
  }

  private FunctionType type(ByteCursor cursor) {
    int index = cursor.size();
    if (index >= types.size()) {
      throw cursor.bad("type " + index + " of " + types.size());
    }
    return types.get(index);
  }

  private void functions(ByteCursor cursor) {
    defined = cursor.size();
    for (int i = 0; i < defined; i++) {
      functions.add(type(cursor));
    }
    cursor.requireEnd();
  }

  private void exports(ByteCursor cursor) {
    int count = cursor.size();
    for (int i = 0; i < count; i++) {
      String name = cursor.name();
      int kind = cursor.u8();
      int index = cursor.size();
      exportsMemory |= kind == 2 && name.equals("memory");
      if (kind == 0) {
        exports.put(name, function(cursor, index));
      }
    }
    cursor.requireEnd();
  }

  private FunctionType function(ByteCursor cursor, int index) {
    if (index >= functions.size()) {
      throw cursor.bad("function " + index + " of " + functions.size());
    }
    return functions.get(index);
  }

  private void bodies(ByteCursor cursor) {
    bodies = cursor.size();
    for (int i = 0; i < bodies; i++) {
      cursor.slice(cursor.size(), "body " + i);
    }
    cursor.requireEnd();
  }
}

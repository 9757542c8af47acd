package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of a module as its sections tell of them, section by section in their order. */
final class Signatures {
  private static final int FUNCTION_TYPE = 0x60;
  private static final int MAX_TYPES = 100_000;
  private static final int MAX_VALUES = 1000;
  private static final int MAX_IMPORTS = 10_000;
  private static final int MAX_EXPORTS = 100_000;
  private static final int MAX_FUNCTIONS = 1_000_000;

  private final List<FunctionType> types = new ArrayList<>();
  private final List<ImportedFunction> imports = new ArrayList<>();
  private final List<FunctionType> functions = new ArrayList<>();
  private final Map<String, FunctionType> exports = new LinkedHashMap<>();
  private boolean exportsMemory;
  private int defined;

  int defined() {
    return defined;
  }

  ModuleOutline outline(Map<String, List<String>> producers, Set<Language> traces) {
    return new ModuleOutline(imports, exports, exportsMemory, producers, traces);
  }

  void types(ByteCursor cursor) {
    int count = count(cursor, MAX_TYPES);
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
    int count = count(cursor, MAX_VALUES);
    List<ValueType> values = new ArrayList<>(count);
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

  void imports(ByteCursor cursor) {
    int count = count(cursor, MAX_IMPORTS);
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

  void functions(ByteCursor cursor) {
    defined = count(cursor, MAX_FUNCTIONS);
    for (int i = 0; i < defined; i++) {
      functions.add(type(cursor));
    }
    cursor.requireEnd();
  }

  void exports(ByteCursor cursor) {
    int count = count(cursor, MAX_EXPORTS);
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

  private static int count(ByteCursor cursor, int limit) {
    int count = cursor.size();
    if (count > limit) {
      throw cursor.bad("a count of " + count + " (expected: at most " + limit + ")");
    }
    return count;
  }
}

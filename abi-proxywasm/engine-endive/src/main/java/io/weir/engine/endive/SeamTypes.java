package io.weir.engine.endive;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.wasm.types.ValType;

/** Endive's types as the seam has them. */
final class SeamTypes {
  private SeamTypes() {}

  /** Null when the type uses vectors or references, which the seam does not carry. */
  static @Nullable FunctionType functionType(run.endive.wasm.types.FunctionType type) {
    List<ValueType> params = valueTypes(type.params());
    List<ValueType> results = valueTypes(type.returns());
    return params == null || results == null ? null : new FunctionType(params, results);
  }

  private static @Nullable List<ValueType> valueTypes(List<ValType> types) {
    List<ValueType> mapped = new ArrayList<>(types.size());
    for (ValType type : types) {
      ValueType value = valueType(type);
      if (value == null) {
        return null;
      }
      mapped.add(value);
    }
    return mapped;
  }

  private static @Nullable ValueType valueType(ValType type) {
    if (type.equals(ValType.I32)) {
      return ValueType.I32;
    }
    if (type.equals(ValType.I64)) {
      return ValueType.I64;
    }
    if (type.equals(ValType.F32)) {
      return ValueType.F32;
    }
    return type.equals(ValType.F64) ? ValueType.F64 : null;
  }
}

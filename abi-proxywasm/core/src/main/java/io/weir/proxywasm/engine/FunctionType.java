package io.weir.proxywasm.engine;

import java.util.List;

/** The parameters and results of a function; proxy-wasm and WASI use at most one result. */
public record FunctionType(List<ValueType> params, List<ValueType> results) {
  public FunctionType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  /** All-i32 shorthand: {@code i32(2, 1)} is {@code (i32, i32) -> i32}. */
  public static FunctionType i32(int params, int results) {
    return new FunctionType(
        java.util.Collections.nCopies(params, ValueType.I32),
        java.util.Collections.nCopies(results, ValueType.I32));
  }
}

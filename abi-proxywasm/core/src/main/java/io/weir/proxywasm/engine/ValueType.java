package io.weir.proxywasm.engine;

/**
 * A WebAssembly number type. Values cross the seam as {@code long}: raw bits, i32 sign-extended.
 */
public enum ValueType {
  I32,
  I64,
  F32,
  F64
}

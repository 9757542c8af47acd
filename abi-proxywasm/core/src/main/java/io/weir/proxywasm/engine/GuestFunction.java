package io.weir.proxywasm.engine;

/**
 * An exported guest function. Every proxy-wasm callback takes at most five i32 and gives at most
 * one i32, so calls are spelled out and allocate nothing. Surplus arguments are dropped and missing
 * ones are zero: the export's own arity rules ({@code end_of_stream} is absent in ABI 0.1.0).
 *
 * <p>Every form returns the i32 result, or 0 when the function has none, and throws {@link
 * GuestTrapException}.
 */
public interface GuestFunction {
  FunctionType type();

  int call(int a0, int a1, int a2, int a3, int a4);

  default int call() {
    return call(0, 0, 0, 0, 0);
  }

  default int call(int a0) {
    return call(a0, 0, 0, 0, 0);
  }

  default int call(int a0, int a1) {
    return call(a0, a1, 0, 0, 0);
  }

  default int call(int a0, int a1, int a2) {
    return call(a0, a1, a2, 0, 0);
  }
}

package io.weir.proxywasm.host;

import io.weir.proxywasm.WasmResult;
import org.jspecify.annotations.Nullable;

/** Functions of the embedder that guests call by name ({@code proxy_call_foreign_function}). */
@FunctionalInterface
public interface ForeignFunctions {
  /** None. */
  ForeignFunctions NONE = (name, arguments, stream) -> Result.of(WasmResult.NOT_FOUND);

  /**
   * @param arguments owned by the callee
   * @param stream that the call is about, null in a root context
   * @return NOT_FOUND for a name that there is not
   */
  Result call(String name, byte[] arguments, @Nullable PluginStream stream);

  /**
   * @param value for the guest when the status is OK; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(WasmResult status, byte[] value) {
    public static Result of(WasmResult status) {
      return new Result(status, new byte[0]);
    }

    public static Result ok(byte[] value) {
      return new Result(WasmResult.OK, value);
    }
  }
}

package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.ForeignFunctions.Result;
import io.weir.proxywasm.host.HttpStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The foreign functions that need nothing but the VM: those of Higress, and of Envoy's a few. */
@FunctionalInterface
interface ForeignFunction {
  Result call(GuestVm vm, byte[] arguments);

  /** The one of this name, or null. */
  static @Nullable ForeignFunction of(String name) {
    return BuiltIn.BY_NAME.get(name);
  }

  /** What there is. */
  final class BuiltIn {
    private static final int BODY = 1;
    private static final int END_OF_STREAM = 2;

    static final Map<String, ForeignFunction> BY_NAME =
        Map.of(
            "get_log_level",
            BuiltIn::logLevel,
            "inject_encoded_data_to_filter_chain_on_header",
            BuiltIn::injectOnHeader,
            "set_global_max_requests_per_io_cycle",
            BuiltIn::maxRequestsPerCycle,
            // The route is matched anew whenever it is asked for: there is no cache to clear.
            "clear_route_cache",
            (vm, arguments) -> Result.of(WasmResult.OK),
            "compress",
            (vm, arguments) -> Zlib.compress(arguments, vm.spec().limits()),
            "uncompress",
            (vm, arguments) -> Zlib.uncompress(arguments, vm.spec().limits()));

    private BuiltIn() {}

    private static Result logLevel(GuestVm vm, byte[] arguments) {
      ByteBuffer level = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      level.putInt(vm.services().log().level().ordinal());
      return Result.ok(level.array());
    }

    /** A u64. A worker reads from its connections by demand, so no burst of them can starve it. */
    private static Result maxRequestsPerCycle(GuestVm vm, byte[] arguments) {
      return Result.of(arguments.length == 8 ? WasmResult.OK : WasmResult.BAD_ARGUMENT);
    }

    private static Result injectOnHeader(GuestVm vm, byte[] arguments) {
      int[] body = {0, 0};
      boolean[] end = {false};
      boolean message =
          ProtoFields.read(
              arguments,
              (number, value, from, to) -> {
                if (number == BODY && from >= 0) {
                  body[0] = from;
                  body[1] = to;
                } else if (number == END_OF_STREAM && from < 0) {
                  end[0] = value != 0;
                }
              });
      if (!message) {
        return Result.of(WasmResult.PARSE_FAILURE);
      }
      CallContext context = vm.effective();
      HttpStream stream = context == null ? null : context.http();
      if (stream == null) {
        return Result.of(WasmResult.BAD_ARGUMENT);
      }
      byte[] bytes = Arrays.copyOfRange(arguments, body[0], body[1]);
      return Result.of(stream.injectResponse(bytes, end[0], true));
    }
  }
}

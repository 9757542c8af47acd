package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.ForeignFunctions.Result;

/** {@code proxy_call_foreign_function} (spec: "Foreign function interface"). */
final class ForeignCalls {
  private ForeignCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_call_foreign_function", 6, ForeignCalls::call);
  }

  private static int call(GuestVm vm, long[] a) {
    String name = Args.string(vm, a, 0);
    byte[] arguments = Args.bytes(vm, a, 2);
    ForeignFunction builtIn = ForeignFunction.of(name);
    CallContext context = vm.effective();
    Result result =
        builtIn != null
            ? builtIn.call(vm, arguments)
            : vm.services()
                .foreign()
                .call(name, arguments, context == null ? null : context.stream);
    return result.status() == WasmResult.OK
        ? give(vm, result.value(), i(a, 4), i(a, 5))
        : result.status().code();
  }

  /** Either address may be 0: the guest does not want to know. */
  private static int give(GuestVm vm, byte[] value, int pointerAddress, int sizeAddress) {
    if (pointerAddress != 0 && sizeAddress != 0) {
      return vm.giveBytes(value, pointerAddress, sizeAddress);
    }
    if (sizeAddress != 0) {
      vm.memory().writeInt(sizeAddress, value.length);
    }
    if (pointerAddress != 0) {
      vm.memory().writeInt(pointerAddress, 0); // a block whose size it cannot know is no use to it
    }
    return Args.OK;
  }
}

package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;
import static io.weir.proxywasm.internal.Args.string;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.SharedData;

/** Host calls on shared data; the namespace is the VM id (spec: "Shared Key-Value Store"). */
final class SharedDataCalls {
  private SharedDataCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_get_shared_data", 5, SharedDataCalls::get);
    t.env("proxy_set_shared_data", 5, SharedDataCalls::set);
  }

  private static int get(GuestVm vm, long[] a) {
    SharedData.Entry entry = vm.services().sharedData().get(vm.spec().vmId(), string(vm, a, 0));
    if (entry == null) {
      return NOT_FOUND;
    }
    int result = vm.giveBytes(entry.value(), i(a, 2), i(a, 3));
    if (result == OK) {
      vm.memory().writeInt(i(a, 4), entry.cas());
    }
    return result;
  }

  private static int set(GuestVm vm, long[] a) {
    String key = string(vm, a, 0);
    AbiLimits limits = vm.spec().limits();
    byte[] value = vm.readBytes(i(a, 2), i(a, 3), limits.sharedValueBytes());
    if (value == null) {
      return WasmResult.INTERNAL_FAILURE.code();
    }
    return vm.services()
        .sharedData()
        .set(vm.spec().vmId(), key, value, i(a, 4), limits.sharedKeys(), limits.sharedValueBytes())
        .code();
  }
}

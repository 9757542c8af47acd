package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.SharedQueues;

/** Host calls on shared queues (spec: "Shared Queue"). */
final class QueueCalls {
  private static final int MAX_NAME = 4096;

  private QueueCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_register_shared_queue", 3, QueueCalls::registerQueue);
    t.env("proxy_resolve_shared_queue", 5, QueueCalls::resolve);
    t.env("proxy_dequeue_shared_queue", 3, QueueCalls::dequeue);
    t.env("proxy_enqueue_shared_queue", 3, QueueCalls::enqueue);
  }

  private static int registerQueue(GuestVm vm, long[] a) {
    if (i(a, 1) < 0 || i(a, 1) > MAX_NAME) {
      return Args.BAD_ARGUMENT;
    }
    String name = Args.string(vm, a, 0);
    vm.memory().writeInt(i(a, 2), 0); // a bad address is told before anything is registered
    int token = vm.callouts().queues().register(name);
    if (token == 0) {
      return WasmResult.INTERNAL_FAILURE.code();
    }
    vm.memory().writeInt(i(a, 2), token);
    return OK;
  }

  private static int resolve(GuestVm vm, long[] a) {
    String vmId = Args.string(vm, a, 0);
    String name = Args.string(vm, a, 2);
    int token = queues(vm).resolve(vmId.isEmpty() ? vm.spec().vmId() : vmId, name);
    if (token == 0) {
      return NOT_FOUND;
    }
    vm.memory().writeInt(i(a, 4), token);
    return OK;
  }

  private static int dequeue(GuestVm vm, long[] a) {
    int token = i(a, 0);
    if (!queues(vm).exists(token)) {
      return NOT_FOUND;
    }
    // Bad addresses are told before an item is taken out, which would be lost.
    vm.memory().writeInt(i(a, 1), 0);
    vm.memory().writeInt(i(a, 2), 0);
    byte[] item = queues(vm).dequeue(token);
    return item == null ? WasmResult.EMPTY.code() : vm.giveBytes(item, i(a, 1), i(a, 2));
  }

  private static int enqueue(GuestVm vm, long[] a) {
    if (!queues(vm).exists(i(a, 0))) {
      return NOT_FOUND;
    }
    return queues(vm).enqueue(i(a, 0), Args.bytes(vm, a, 1)).code();
  }

  private static SharedQueues queues(GuestVm vm) {
    return vm.services().sharedQueues();
  }
}

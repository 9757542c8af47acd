package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.MetricsSink;

/** Host calls on metrics (spec: "Metrics"). */
final class MetricCalls {
  private static final int MAX_NAME = 4096;

  private MetricCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_define_metric", 4, MetricCalls::define);
    t.env("proxy_increment_metric", 2, (vm, a) -> vm.metrics().increment(i(a, 0), a[1]).code());
    t.env("proxy_record_metric", 2, (vm, a) -> vm.metrics().record(i(a, 0), a[1]).code());
    t.env("proxy_get_metric", 2, MetricCalls::get);
  }

  private static int define(GuestVm vm, long[] a) {
    MetricType type = MetricType.of(i(a, 0));
    if (type == null || i(a, 2) < 0 || i(a, 2) > MAX_NAME) {
      return BAD_ARGUMENT;
    }
    int id = vm.metrics().define(type, Args.string(vm, a, 1));
    if (id < 0) {
      return WasmResult.INTERNAL_FAILURE.code();
    }
    vm.memory().writeInt(i(a, 3), id);
    return OK;
  }

  private static int get(GuestVm vm, long[] a) {
    MetricsSink.Metric metric = vm.metrics().readable(i(a, 0));
    if (metric == null) {
      return vm.metrics().exists(i(a, 0)) ? BAD_ARGUMENT : NOT_FOUND;
    }
    vm.memory().writeLong(i(a, 1), metric.value());
    return OK;
  }
}

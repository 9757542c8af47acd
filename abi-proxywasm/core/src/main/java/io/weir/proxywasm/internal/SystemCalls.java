package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.LogLevel;
import java.nio.charset.StandardCharsets;

/** Logging, time, ticks, and what Emscripten modules import. */
final class SystemCalls {
  private SystemCalls() {}

  static void register(HostCallTable t) {
    t.envDuringInit("proxy_log", 3, SystemCalls::log);
    t.envDuringInit("proxy_get_log_level", 1, SystemCalls::logLevel);
    t.envDuringInit("proxy_get_current_time_nanoseconds", 1, SystemCalls::now);
    t.env("proxy_set_tick_period_milliseconds", 1, SystemCalls::tickPeriod);
    t.envDuringInit("pthread_equal", 2, (vm, a) -> i(a, 0) == i(a, 1) ? 1 : 0);
    t.envDuringInit("emscripten_notify_memory_growth", 1, (vm, a) -> 0);
  }

  private static int log(GuestVm vm, long[] a) {
    LogLevel level = LogLevel.of(i(a, 0));
    if (level == null) {
      return BAD_ARGUMENT;
    }
    if (!vm.log().wants(level)) {
      return OK;
    }
    int length = i(a, 2);
    vm.requireRange(i(a, 1), length);
    int kept = (int) Math.min(Integer.toUnsignedLong(length), VmLog.MAX_MESSAGE);
    String message = new String(vm.readBytes(i(a, 1), kept), StandardCharsets.UTF_8);
    vm.log().log(level, kept == length ? message : message + " [cut]");
    return OK;
  }

  private static int logLevel(GuestVm vm, long[] a) {
    vm.memory().writeInt(i(a, 0), vm.services().log().level().ordinal());
    return OK;
  }

  private static int now(GuestVm vm, long[] a) {
    vm.memory().writeLong(i(a, 0), vm.services().clock().realtimeNanos());
    return OK;
  }

  private static int tickPeriod(GuestVm vm, long[] a) {
    vm.ticker().period(Integer.toUnsignedLong(i(a, 0)));
    return OK;
  }
}

package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.i;

/** {@code proxy_redis_init} and {@code proxy_redis_call} (Higress). */
final class RedisCalls {
  private RedisCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_redis_init", 7, RedisCalls::init);
    t.env("proxy_redis_call", 5, RedisCalls::call);
  }

  private static int init(GuestVm vm, long[] a) {
    String name = Args.string(vm, a, 0);
    String username = Args.string(vm, a, 2);
    String password = Args.string(vm, a, 4);
    int timeout = i(a, 6);
    RedisTarget target = RedisTarget.of(name);
    if (target == null || timeout < 0) {
      return BAD_ARGUMENT;
    }
    var settings =
        new RedisService.Settings(target.upstream(), username, password, target.options(timeout));
    return vm.callouts().redis().init(name, settings).code();
  }

  private static int call(GuestVm vm, long[] a) {
    String name = Args.string(vm, a, 0);
    byte[] command = Args.bytes(vm, a, 2);
    if (!RespCommand.isOne(command)) {
      return BAD_ARGUMENT;
    }
    vm.memory().writeInt(i(a, 4), 0); // a bad address is told before anything is sent
    return vm.callouts().redis().call(name, command, i(a, 4)).code();
  }
}

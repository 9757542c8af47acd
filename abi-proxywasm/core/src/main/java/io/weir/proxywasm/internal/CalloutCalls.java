package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.i;

/** {@code proxy_http_call} (spec: "HTTP calls"). */
final class CalloutCalls {
  private CalloutCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_http_call", 10, CalloutCalls::httpCall);
    t.env("proxy_get_status", 3, CalloutCalls::status);
  }

  private static int httpCall(GuestVm vm, long[] a) {
    String upstream = Args.string(vm, a, 0);
    SimpleHeaderMap headers = Args.pairs(vm, a, 2);
    byte[] body = Args.bytes(vm, a, 4);
    SimpleHeaderMap trailers = Args.pairs(vm, a, 6);
    int timeout = i(a, 8);
    int tokenAddress = i(a, 9);
    if (headers == null || trailers == null || timeout < 0) {
      return BAD_ARGUMENT;
    }
    if (lacksPseudoHeaders(headers)
        || !HeaderRules.allow(headers)
        || !HeaderRules.allow(trailers)) {
      return BAD_ARGUMENT;
    }
    vm.memory().writeInt(tokenAddress, 0); // a bad address is told before anything is sent
    return vm.callouts()
        .http()
        .dispatch(upstream, headers, body, trailers, timeout, tokenAddress)
        .code();
  }

  private static boolean lacksPseudoHeaders(SimpleHeaderMap headers) {
    return headers.get(":method") == null
        || headers.get(":path") == null
        || headers.get(":authority") == null;
  }

  private static int status(GuestVm vm, long[] a) {
    vm.memory().writeInt(i(a, 0), vm.callouts().status().code());
    return vm.giveString(vm.callouts().status().message(), i(a, 1), i(a, 2));
  }
}

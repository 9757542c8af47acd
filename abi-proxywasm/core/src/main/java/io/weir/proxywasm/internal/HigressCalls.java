package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpStream;
import org.jspecify.annotations.Nullable;

/** What Higress adds for the stream that a call is about. */
final class HigressCalls {
  private HigressCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_inject_encoded_data_to_filter_chain", 3, HigressCalls::inject);
    t.env("proxy_get_upstream_hosts", 2, HigressCalls::upstreamHosts);
    t.env("proxy_set_upstream_override_host", 2, HigressCalls::overrideHost);
  }

  private static int inject(GuestVm vm, long[] a) {
    HttpStream stream = stream(vm);
    return stream == null
        ? BAD_ARGUMENT
        : stream.injectResponse(Args.bytes(vm, a, 0), i(a, 2) != 0, false).code();
  }

  private static int upstreamHosts(GuestVm vm, long[] a) {
    HttpStream stream = stream(vm);
    if (stream == null) {
      return BAD_ARGUMENT;
    }
    HeaderMap hosts = stream.upstreamHosts();
    byte[] pairs = hosts.size() == 0 ? new byte[0] : PairsCodec.encode(hosts);
    return vm.giveBytes(pairs, i(a, 0), i(a, 1));
  }

  private static int overrideHost(GuestVm vm, long[] a) {
    HttpStream stream = stream(vm);
    return stream == null
        ? BAD_ARGUMENT
        : stream.overrideUpstreamHost(Args.string(vm, a, 0)).code();
  }

  private static @Nullable HttpStream stream(GuestVm vm) {
    CallContext context = vm.effective();
    return context == null ? null : context.http();
  }
}

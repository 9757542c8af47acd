package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.i;

import org.jspecify.annotations.Nullable;

/** {@code proxy_grpc_*} (spec: "gRPC calls"). */
final class GrpcCalls {
  private GrpcCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_grpc_call", 12, GrpcCalls::call);
    t.env("proxy_grpc_stream", 9, GrpcCalls::stream);
    t.env("proxy_grpc_send", 4, GrpcCalls::send);
    t.env("proxy_grpc_cancel", 1, (vm, a) -> vm.callouts().grpc().cancel(i(a, 0)).code());
    t.env("proxy_grpc_close", 1, (vm, a) -> vm.callouts().grpc().close(i(a, 0)).code());
  }

  private static int call(GuestVm vm, long[] a) {
    return begin(vm, a, CallsInFlight.GRPC_CALL, Args.bytes(vm, a, 8), i(a, 10), i(a, 11));
  }

  private static int stream(GuestVm vm, long[] a) {
    return begin(vm, a, CallsInFlight.GRPC_STREAM, null, 0, i(a, 8));
  }

  private static int begin(
      GuestVm vm, long[] a, int kind, byte @Nullable [] message, int timeout, int tokenAddress) {
    String upstream = GrpcTarget.of(Args.bytes(vm, a, 0));
    String service = Args.string(vm, a, 2);
    String method = Args.string(vm, a, 4);
    SimpleHeaderMap metadata = Args.pairs(vm, a, 6);
    if (metadata == null || !HeaderRules.allowMetadata(metadata)) {
      return BAD_ARGUMENT;
    }
    if (!HeaderRules.isToken(service) || !HeaderRules.isToken(method) || timeout < 0) {
      return BAD_ARGUMENT;
    }
    vm.memory().writeInt(tokenAddress, 0); // a bad address is told before anything is sent
    var request = new GrpcExchange.Request(upstream, service, method, metadata, timeout);
    return vm.callouts().grpc().begin(kind, request, message, tokenAddress).code();
  }

  private static int send(GuestVm vm, long[] a) {
    return vm.callouts().grpc().send(i(a, 0), Args.bytes(vm, a, 1), i(a, 3) != 0).code();
  }
}

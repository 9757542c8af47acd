package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.StreamType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.LocalReply;
import io.weir.proxywasm.host.PluginStream;
import io.weir.proxywasm.host.TcpStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Host calls that move a stream on; all of them act after the guest has returned. */
final class StreamCalls {
  private StreamCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_continue_stream", 1, (vm, a) -> continueStream(vm, StreamType.of(i(a, 0))));
    t.env("proxy_continue_request", 0, (vm, a) -> continueStream(vm, StreamType.HTTP_REQUEST));
    t.env("proxy_continue_response", 0, (vm, a) -> continueStream(vm, StreamType.HTTP_RESPONSE));
    t.env("proxy_close_stream", 1, StreamCalls::close);
    // The route of a request is matched anew whenever it is asked for: there is no cache to clear.
    t.env("proxy_clear_route_cache", 0, (vm, a) -> OK);
    t.env("proxy_send_local_response", 8, StreamCalls::sendLocalResponse);
    t.env("proxy_set_effective_context", 1, (vm, a) -> vm.setEffective(i(a, 0)).code());
    t.env("proxy_done", 0, (vm, a) -> vm.done().code());
  }

  private static int continueStream(GuestVm vm, @Nullable StreamType type) {
    if (type == null) {
      return BAD_ARGUMENT;
    }
    if (type == StreamType.UPSTREAM) {
      return WasmResult.UNIMPLEMENTED.code(); // as Envoy has it
    }
    // Where nothing can be paused (a root context, the other kind of stream) there is nothing to
    // do, and that is no error.
    return has(stream(vm), type) ? later(vm, stream -> stream.continueStream(type)) : OK;
  }

  private static int close(GuestVm vm, long[] a) {
    StreamType type = StreamType.of(i(a, 0));
    if (type == null || stream(vm) == null) {
      return BAD_ARGUMENT;
    }
    return has(stream(vm), type) ? later(vm, stream -> stream.closeStream(type)) : OK;
  }

  /** Whether the stream has a side of this type. */
  private static boolean has(@Nullable PluginStream stream, StreamType type) {
    return switch (type) {
      case HTTP_REQUEST, HTTP_RESPONSE -> stream instanceof HttpStream;
      case DOWNSTREAM, UPSTREAM -> stream instanceof TcpStream;
    };
  }

  private static int sendLocalResponse(GuestVm vm, long[] a) {
    int status = i(a, 0);
    String detail = Args.string(vm, a, 1).replace(' ', '_');
    byte[] body = Args.bytes(vm, a, 3);
    SimpleHeaderMap headers = Args.pairs(vm, a, 5);
    if (headers == null || !HeaderRules.allow(headers) || status < 200 || status > 999) {
      return BAD_ARGUMENT;
    }
    LocalReply reply = new LocalReply(status, detail, headers, body, i(a, 7));
    HttpStream stream = http(vm);
    if (stream == null) {
      return BAD_ARGUMENT;
    }
    return vm.afterCall(() -> stream.sendLocalReply(reply), body.length + headers.byteSize())
        .code();
  }

  private static int later(GuestVm vm, Consumer<PluginStream> action) {
    PluginStream stream = stream(vm);
    if (stream == null) {
      return BAD_ARGUMENT;
    }
    return vm.afterCall(() -> action.accept(stream), 0).code();
  }

  private static @Nullable PluginStream stream(GuestVm vm) {
    CallContext context = vm.effective();
    return context == null ? null : context.stream;
  }

  private static @Nullable HttpStream http(GuestVm vm) {
    CallContext context = vm.effective();
    return context == null ? null : context.http();
  }
}

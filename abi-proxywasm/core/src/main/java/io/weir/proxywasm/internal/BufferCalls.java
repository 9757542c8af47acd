package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.PluginStream;
import org.jspecify.annotations.Nullable;

/** Host calls on buffers (spec: "Buffers"). */
final class BufferCalls {
  private BufferCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_get_buffer_bytes", 5, BufferCalls::get);
    t.env("proxy_get_buffer_status", 3, BufferCalls::status);
    t.env("proxy_set_buffer_bytes", 5, BufferCalls::set);
    t.env("proxy_get_configuration", 2, BufferCalls::configuration);
  }

  private static int get(GuestVm vm, long[] a) {
    BufferType type = BufferType.of(i(a, 0));
    if (type == null) {
      return BAD_ARGUMENT;
    }
    BodyBuffer buffer = buffer(vm, type);
    if (buffer == null) {
      return NOT_FOUND;
    }
    long start = Integer.toUnsignedLong(i(a, 1));
    long wanted = Integer.toUnsignedLong(i(a, 2));
    int length = (int) Math.max(0, Math.min(wanted, buffer.length() - start));
    if (length == 0) {
      return vm.giveBytes(new byte[0], i(a, 3), i(a, 4));
    }
    int address = vm.allocate(length);
    if (address == 0) {
      return WasmResult.INVALID_MEMORY_ACCESS.code();
    }
    buffer.read((int) start, length, vm.memory(), address);
    vm.memory().writeInt(i(a, 3), address);
    vm.memory().writeInt(i(a, 4), length);
    return OK;
  }

  private static int status(GuestVm vm, long[] a) {
    BufferType type = BufferType.of(i(a, 0));
    if (type == null) {
      return BAD_ARGUMENT;
    }
    BodyBuffer buffer = buffer(vm, type);
    if (buffer == null) {
      return NOT_FOUND;
    }
    vm.memory().writeInt(i(a, 1), buffer.length());
    vm.memory().writeInt(i(a, 2), 0);
    return OK;
  }

  /**
   * Start 0 replaces the head, a start at or past the end appends; there is no insertion between.
   */
  private static int set(GuestVm vm, long[] a) {
    BufferType type = BufferType.of(i(a, 0));
    if (type == null || !isOfStream(type)) {
      return BAD_ARGUMENT;
    }
    BodyBuffer buffer = buffer(vm, type);
    if (buffer == null) {
      return NOT_FOUND;
    }
    long start = Integer.toUnsignedLong(i(a, 1));
    long size = Integer.toUnsignedLong(i(a, 2));
    byte[] data = Args.bytes(vm, a, 3);
    int drain = start == 0 ? (int) Math.min(size, buffer.length()) : 0;
    if (data.length > drain && buffer.length() - drain + (long) data.length > buffer.maxLength()) {
      return WasmResult.INTERNAL_FAILURE.code();
    }
    if (start == 0) {
      buffer.replaceHead(drain, data);
      return OK;
    }
    if (start >= buffer.length()) {
      buffer.append(data);
      return OK;
    }
    return BAD_ARGUMENT;
  }

  private static boolean isOfStream(BufferType type) {
    return switch (type) {
      case HTTP_REQUEST_BODY, HTTP_RESPONSE_BODY, DOWNSTREAM_DATA, UPSTREAM_DATA -> true;
      default -> false;
    };
  }

  /** ABI 0.1.0: the plugin's configuration. */
  private static int configuration(GuestVm vm, long[] a) {
    return vm.giveBytes(vm.spec().pluginConfiguration(), i(a, 0), i(a, 1));
  }

  private static @Nullable BodyBuffer buffer(GuestVm vm, BufferType type) {
    return switch (type) {
      case VM_CONFIGURATION -> new BytesBuffer(vm.spec().vmConfiguration());
      case PLUGIN_CONFIGURATION -> new BytesBuffer(vm.spec().pluginConfiguration());
      case HTTP_CALL_RESPONSE_BODY -> vm.callouts().http().body();
      case GRPC_RECEIVE_BUFFER -> vm.callouts().grpc().message();
      case REDIS_CALL_RESPONSE -> vm.callouts().redis().reply();
      case CALL_DATA -> vm.callouts().foreignArguments();
      case HTTP_REQUEST_BODY, HTTP_RESPONSE_BODY, DOWNSTREAM_DATA, UPSTREAM_DATA -> {
        CallContext context = vm.effective();
        PluginStream stream = context == null ? null : context.stream;
        yield stream == null ? null : stream.body(type);
      }
    };
  }
}

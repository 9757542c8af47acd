package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.host.PluginStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Host calls on properties (spec: "Properties"). */
final class PropertyCalls {
  private PropertyCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_get_property", 4, PropertyCalls::get);
    t.env("proxy_set_property", 4, PropertyCalls::set);
  }

  private static int get(GuestVm vm, long[] a) {
    String path = trimmed(Args.string(vm, a, 0));
    byte[] value = own(vm, path);
    CallContext context = vm.effective();
    if (value == null && context != null && context.stream != null) {
      value = context.stream.property(path);
    }
    if (value == null) {
      value = vm.services().properties().get(path);
    }
    return value == null ? NOT_FOUND : vm.giveBytes(value, i(a, 2), i(a, 3));
  }

  private static int set(GuestVm vm, long[] a) {
    String path = trimmed(Args.string(vm, a, 0));
    byte[] value = Args.bytes(vm, a, 2);
    CallContext context = vm.effective();
    PluginStream stream = context == null ? null : context.stream;
    return stream != null && stream.setProperty(path, value) ? OK : NOT_FOUND;
  }

  /** SDKs differ in whether the path ends with the separator. */
  private static String trimmed(String path) {
    return path.endsWith("\0") ? path.substring(0, path.length() - 1) : path;
  }

  private static byte @Nullable [] own(GuestVm vm, String path) {
    return switch (path) {
      case "plugin_name" -> vm.spec().name().getBytes(StandardCharsets.UTF_8);
      case "plugin_root_id" -> vm.spec().rootId().getBytes(StandardCharsets.UTF_8);
      case "plugin_vm_id" -> vm.spec().vmId().getBytes(StandardCharsets.UTF_8);
      case "plugin_vm_memory" -> Args.u64(vm.memoryBytes()); // Higress
      default -> null;
    };
  }
}

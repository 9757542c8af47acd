package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.BAD_ARGUMENT;
import static io.weir.proxywasm.internal.Args.NOT_FOUND;
import static io.weir.proxywasm.internal.Args.OK;
import static io.weir.proxywasm.internal.Args.i;
import static io.weir.proxywasm.internal.Args.string;

import io.weir.proxywasm.MapType;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpStream;
import org.jspecify.annotations.Nullable;

/** Host calls on header maps (spec: "HTTP fields"). */
final class HeaderCalls {
  private HeaderCalls() {}

  static void register(HostCallTable t) {
    t.env("proxy_get_header_map_size", 2, HeaderCalls::size);
    t.env("proxy_get_header_map_pairs", 3, HeaderCalls::pairs);
    t.env("proxy_set_header_map_pairs", 3, HeaderCalls::setPairs);
    t.env("proxy_get_header_map_value", 5, HeaderCalls::value);
    t.env("proxy_add_header_map_value", 5, HeaderCalls::add);
    t.env("proxy_replace_header_map_value", 5, HeaderCalls::replace);
    t.env("proxy_remove_header_map_value", 3, HeaderCalls::remove);
  }

  private static int size(GuestVm vm, long[] a) {
    MapType type = MapType.of(i(a, 0));
    if (type == null) {
      return BAD_ARGUMENT;
    }
    HeaderMap map = map(vm, type);
    if (map == null) {
      return NOT_FOUND;
    }
    vm.memory().writeInt(i(a, 1), map.byteSize());
    return OK;
  }

  private static int pairs(GuestVm vm, long[] a) {
    MapType type = MapType.of(i(a, 0));
    if (type == null) {
      return BAD_ARGUMENT;
    }
    HeaderMap map = map(vm, type);
    // An absent map is an empty one: the Rust SDK panics on any other status.
    byte[] bytes = map == null || map.size() == 0 ? new byte[0] : PairsCodec.encode(map);
    return vm.giveBytes(bytes, i(a, 1), i(a, 2));
  }

  private static int value(GuestVm vm, long[] a) {
    MapType type = MapType.of(i(a, 0));
    if (type == null) {
      return BAD_ARGUMENT;
    }
    HeaderMap map = map(vm, type);
    String value = map == null ? null : map.get(name(vm, a));
    if (value == null) {
      return missing(vm, a);
    }
    return vm.giveString(value, i(a, 3), i(a, 4));
  }

  /** ABI 0.1.0 answers a missing header with OK and nothing; later ones with NotFound. */
  private static int missing(GuestVm vm, long[] a) {
    if (!vm.answersMissingHeaderWithOk()) {
      return NOT_FOUND;
    }
    return vm.giveBytes(new byte[0], i(a, 3), i(a, 4));
  }

  private static int setPairs(GuestVm vm, long[] a) {
    // Read before the map is asked for: asking may make trailers, which bad input must not.
    SimpleHeaderMap pairs = Args.pairs(vm, a, 1);
    if (pairs == null || !HeaderRules.allow(pairs)) {
      return BAD_ARGUMENT;
    }
    HeaderMap map = writable(vm, a);
    if (map == null) {
      return BAD_ARGUMENT;
    }
    map.clear();
    for (int n = 0; n < pairs.size(); n++) {
      map.add(pairs.name(n), pairs.value(n));
    }
    return OK;
  }

  private static int add(GuestVm vm, long[] a) {
    String name = name(vm, a);
    String value = string(vm, a, 3);
    HeaderMap map = HeaderRules.allow(name, value) ? writable(vm, a) : null;
    if (map == null || !HeaderRules.hasRoom(map, name, value)) {
      return BAD_ARGUMENT;
    }
    map.add(name, value);
    return OK;
  }

  private static int replace(GuestVm vm, long[] a) {
    String name = name(vm, a);
    String value = string(vm, a, 3);
    HeaderMap map = HeaderRules.allow(name, value) ? writable(vm, a) : null;
    if (map == null || !HeaderRules.hasRoom(map, name, value)) {
      return BAD_ARGUMENT;
    }
    map.set(name, value);
    return OK;
  }

  private static int remove(GuestVm vm, long[] a) {
    String name = name(vm, a);
    HeaderMap map = writable(vm, a);
    if (map == null) {
      return BAD_ARGUMENT;
    }
    map.remove(name);
    return OK;
  }

  private static String name(GuestVm vm, long[] a) {
    return vm.readName(i(a, 1), i(a, 2));
  }

  /** The map to write to: one of the stream, which has not gone out; trailers are made. */
  private static @Nullable HeaderMap writable(GuestVm vm, long[] a) {
    MapType type = MapType.of(i(a, 0));
    HttpStream stream = stream(vm);
    if (type == null || stream == null) {
      return null;
    }
    HeaderMap map = stream.headers(type);
    if (map == null) {
      map = stream.createTrailers(type);
    }
    return map == null || map.isReadOnly() ? null : map;
  }

  private static @Nullable HeaderMap map(GuestVm vm, MapType type) {
    return switch (type) {
      case HTTP_CALL_RESPONSE_HEADERS -> vm.callouts().http().headers();
      case HTTP_CALL_RESPONSE_TRAILERS -> vm.callouts().http().trailers();
      case GRPC_RECEIVE_INITIAL_METADATA -> vm.callouts().grpc().initialMetadata();
      case GRPC_RECEIVE_TRAILING_METADATA -> vm.callouts().grpc().trailingMetadata();
      default -> {
        HttpStream stream = stream(vm);
        yield stream == null ? null : stream.headers(type);
      }
    };
  }

  private static @Nullable HttpStream stream(GuestVm vm) {
    CallContext context = vm.effective();
    return context == null ? null : context.http();
  }
}

package io.weir.bench.jmh;

import io.weir.proxywasm.engine.NullGuest;
import java.nio.charset.StandardCharsets;

/** The plugin in Java: adds the two headers, so that what is measured is the host alone. */
final class HeaderGuest extends NullGuest {
  private static final int REQUEST = 0;
  private static final int RESPONSE = 2;

  private final Import add = env("proxy_add_header_map_value", 5);
  private long[] request = {};
  private long[] response = {};

  HeaderGuest() {
    export("proxy_abi_version_0_2_1", 0, (a, b, c, d, e) -> 0);
    export(
        "proxy_on_vm_start",
        2,
        (a, b, c, d, e) -> {
          request = arguments(REQUEST, BenchStream.REQUEST_HEADER);
          response = arguments(RESPONSE, BenchStream.RESPONSE_HEADER);
          return 1;
        });
    export("proxy_on_context_create", 2, (a, b, c, d, e) -> 0);
    export("proxy_on_request_headers", 3, (a, b, c, d, e) -> add.call(request));
    export("proxy_on_response_headers", 3, (a, b, c, d, e) -> add.call(response));
    export("proxy_on_log", 1, (a, b, c, d, e) -> 0);
    export("proxy_on_done", 1, (a, b, c, d, e) -> 1);
    export("proxy_on_delete", 1, (a, b, c, d, e) -> 0);
  }

  private long[] arguments(int map, String name) {
    String value = BenchStream.VALUE;
    return new long[] {map, put(name), name.length(), put(value), value.length()};
  }

  private int put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = memory().allocate(bytes.length);
    memory().write(at, bytes, 0, bytes.length);
    return at;
  }
}

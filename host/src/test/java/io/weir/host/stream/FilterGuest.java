package io.weir.host.stream;

import io.weir.proxywasm.engine.NullGuest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A plugin that notes each callback and then does what its {@link Script} says. */
final class FilterGuest extends NullGuest {
  private static final int MAX = -1;

  private final Script script;
  private final Import getBuffer = env("proxy_get_buffer_bytes", 5);
  private final Import setBuffer = env("proxy_set_buffer_bytes", 5);
  private final Import addHeader = env("proxy_add_header_map_value", 5);
  private final Import replaceHeader = env("proxy_replace_header_map_value", 5);
  private final Import removeHeader = env("proxy_remove_header_map_value", 3);
  private final Import getHeader = env("proxy_get_header_map_value", 5);
  private final Import getProperty = env("proxy_get_property", 4);
  private final Import reply = env("proxy_send_local_response", 8);
  private final Import continueStream = env("proxy_continue_stream", 1);
  private final Import closeStream = env("proxy_close_stream", 1);
  private final Import effective = env("proxy_set_effective_context", 1);
  private final Import setProperty = env("proxy_set_property", 4);
  private final Import inject = env("proxy_inject_encoded_data_to_filter_chain", 3);
  private final Import foreign = env("proxy_call_foreign_function", 6);
  private final Import hosts = env("proxy_get_upstream_hosts", 2);
  private final Import override = env("proxy_set_upstream_override_host", 2);
  private final Import httpCall = env("proxy_http_call", 10);
  private final Import period = env("proxy_set_tick_period_milliseconds", 1);
  private final Set<Integer> others = new HashSet<>();
  private int lastStream;

  FilterGuest(Script script) {
    this.script = script;
    export("proxy_abi_version_" + script.abi, 0, (a, b, c, d, e) -> 0);
    export("proxy_on_vm_start", 2, (a, b, c, d, e) -> period.call(1) + 1);
    export("proxy_on_tick", 1, (root, b, c, d, e) -> tick());
    export("proxy_on_context_create", 2, (context, parent, c, d, e) -> create(context, parent));
    for (String name : List.of("log", "done", "delete")) {
      export("proxy_on_" + name, 1, (context, b, c, d, e) -> step(context, name, ""));
    }
    export("proxy_on_http_call_response", 5, (root, token, c, d, e) -> calloutAnswered());
    headers("req-headers", "proxy_on_request_headers", 0, ":path");
    headers("res-headers", "proxy_on_response_headers", 2, ":status");
    body("req-body", "proxy_on_request_body", 0);
    body("res-body", "proxy_on_response_body", 1);
    trailers("req-trailers", "proxy_on_request_trailers");
    trailers("res-trailers", "proxy_on_response_trailers");
    script.without.forEach(this::unexport);
  }

  private void headers(String event, String export, int map, String shown) {
    export(
        export,
        3,
        (context, count, end, d, e) ->
            step(context, event, " " + header(map, shown) + (end == 0 ? "" : " end")));
  }

  private void body(String event, String export, int buffer) {
    export(
        export,
        3,
        (context, size, end, d, e) -> {
          String text = body(buffer);
          String odd = text.length() == size ? "" : " (size " + size + ")";
          return step(context, event, " " + text + odd + (end == 0 ? "" : " end"));
        });
  }

  private void trailers(String event, String export) {
    export(export, 2, (context, count, c, d, e) -> step(context, event, " " + count));
  }

  private int create(int context, int parent) {
    if (parent == 0) {
      return 0;
    }
    if (header(0, ":path").equals(Rig.OTHER_PATH)) {
      others.add(context);
    } else {
      lastStream = context;
    }
    return step(context, "create", "");
  }

  private int step(int context, String callback, String what) {
    return others.contains(context)
        ? script.inOtherStream(this, callback)
        : script.step(this, callback, what);
  }

  private int tick() {
    Consumer<FilterGuest> action = script.onTick;
    if (action != null) {
      forStream(action);
    }
    if (script.onCallout != null) {
      callout();
    }
    return 0;
  }

  private int calloutAnswered() {
    Consumer<FilterGuest> action = script.onCallout;
    if (action != null) {
      forStream(action);
    }
    return 0;
  }

  /** Runs something that means the test's own stream, from wherever. */
  void forStream(Consumer<FilterGuest> action) {
    effective.call(lastStream);
    action.accept(this);
  }

  private void callout() {
    String pairs = pairs(":method", "GET", ":path", "/", ":authority", "x");
    String none = pairs();
    int to = put("origin");
    int at = put(pairs);
    httpCall.call(
        to, 6, at, pairs.length(), 0, 0, put(none), none.length(), 0, memory().allocate(4));
  }

  private static String pairs(String... entries) {
    StringBuilder lengths = new StringBuilder().append(number(entries.length / 2));
    StringBuilder values = new StringBuilder();
    for (String entry : entries) {
      lengths.append(number(entry.length()));
      values.append(entry).append('\0');
    }
    return lengths.append(values).toString();
  }

  private static String number(int value) {
    return "" + (char) value + "\0\0\0";
  }

  // ---- what steps do

  String body(int buffer) {
    int out = memory().allocate(16);
    int status = getBuffer.call(buffer, 0, MAX, out, out + 8);
    return status == 0 ? text(out) : "none";
  }

  int setBody(int buffer, String text) {
    int at = put(text);
    return setBuffer.call(buffer, 0, MAX, at, text.length());
  }

  /** Puts the text behind the body so often; what the last call said. */
  int append(int buffer, String text, int times) {
    int at = put(text);
    int status = 0;
    for (int i = 0; i < times; i++) {
      status = setBuffer.call(buffer, MAX, 0, at, text.length());
    }
    return status;
  }

  String header(int map, String name) {
    int out = memory().allocate(16);
    int status = getHeader.call(map, put(name), name.length(), out, out + 8);
    return status == 0 ? text(out) : "none";
  }

  int add(int map, String name, String value) {
    return addHeader.call(map, put(name), name.length(), put(value), value.length());
  }

  int replace(int map, String name, String value) {
    return replaceHeader.call(map, put(name), name.length(), put(value), value.length());
  }

  int remove(int map, String name) {
    return removeHeader.call(map, put(name), name.length());
  }

  /** The status of reading a property. */
  int property(String path) {
    int out = memory().allocate(16);
    return getProperty.call(put(path), path.length(), out, out + 8);
  }

  /** A property's value, one byte in each character; "none" when there is none. */
  String propertyValue(String path) {
    int out = memory().allocate(16);
    int status = getProperty.call(put(path), path.length(), out, out + 8);
    return status == 0 ? text(out) : "none";
  }

  int setProperty(String path, String value) {
    return setProperty.call(put(path), path.length(), put(value), value.length());
  }

  /** Each host and what is said of it, one a line. */
  String upstreamHosts() {
    int out = memory().allocate(16);
    if (hosts.call(out, out + 8) != 0 || memory().readInt(out + 8) == 0) {
      return "none";
    }
    int count = memory().readInt(memory().readInt(out));
    String[] entries = text(out).substring(4 + count * 8).split("\0", -1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(entries[2 * i]).append(' ').append(entries[2 * i + 1]).append('\n');
    }
    return lines.toString();
  }

  int overrideHost(String address) {
    return override.call(put(address), address.length());
  }

  int inject(String text, boolean end) {
    return inject.call(put(text), text.length(), end ? 1 : 0);
  }

  /** As protobuf: field 1 the bytes, field 2 the end. */
  int injectOnHeader(String text, boolean end) {
    String name = "inject_encoded_data_to_filter_chain_on_header";
    String message = "\n" + (char) text.length() + text + "\20" + (end ? '\1' : '\0');
    int out = memory().allocate(16);
    return foreign.call(put(name), name.length(), put(message), message.length(), out, out + 8);
  }

  int reply(int status, String body) {
    return reply.call(status, 0, 0, put(body), body.length(), 0, 0, -1);
  }

  int resume(boolean request) {
    return continueStream.call(request ? 0 : 1);
  }

  int close(boolean request) {
    return closeStream.call(request ? 0 : 1);
  }

  static int fail() {
    throw trap("on purpose");
  }

  private int put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = memory().allocate(Math.max(1, bytes.length));
    memory().write(at, bytes, 0, bytes.length);
    return at;
  }

  private String text(int out) {
    byte[] bytes = new byte[memory().readInt(out + 8)];
    if (bytes.length != 0) {
      memory().read(memory().readInt(out), bytes, 0, bytes.length);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

package io.weir.proxywasm.testkit;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.NullGuest;
import io.weir.proxywasm.engine.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A plugin of ABI 0.2.1 that imports every host function, and does in its callbacks what a test
 * says.
 */
public final class TestGuest extends NullGuest {
  /** A callback: the context's id and two arguments, in the order of the ABI. */
  @FunctionalInterface
  public interface Callback {
    int on(int context, int a, int b);
  }

  /** What a host call gave: a status, and bytes where it gives some. */
  public record Answer(int status, int pointer, int size, @Nullable String text) {}

  /** The number of i32 parameters of each function of module {@code env}, as the ABI has it. */
  private static final Map<String, Integer> ENV =
      Map.ofEntries(
          Map.entry("proxy_log", 3),
          Map.entry("proxy_get_log_level", 1),
          Map.entry("proxy_get_current_time_nanoseconds", 1),
          Map.entry("proxy_set_tick_period_milliseconds", 1),
          Map.entry("proxy_get_configuration", 2),
          Map.entry("proxy_get_status", 3),
          Map.entry("proxy_get_property", 4),
          Map.entry("proxy_set_property", 4),
          Map.entry("proxy_continue_request", 0),
          Map.entry("proxy_continue_response", 0),
          Map.entry("proxy_clear_route_cache", 0),
          Map.entry("proxy_continue_stream", 1),
          Map.entry("proxy_close_stream", 1),
          Map.entry("proxy_send_local_response", 8),
          Map.entry("proxy_get_buffer_bytes", 5),
          Map.entry("proxy_get_buffer_status", 3),
          Map.entry("proxy_set_buffer_bytes", 5),
          Map.entry("proxy_get_header_map_size", 2),
          Map.entry("proxy_get_header_map_pairs", 3),
          Map.entry("proxy_set_header_map_pairs", 3),
          Map.entry("proxy_get_header_map_value", 5),
          Map.entry("proxy_add_header_map_value", 5),
          Map.entry("proxy_replace_header_map_value", 5),
          Map.entry("proxy_remove_header_map_value", 3),
          Map.entry("proxy_http_call", 10),
          Map.entry("proxy_get_shared_data", 5),
          Map.entry("proxy_set_shared_data", 5),
          Map.entry("proxy_register_shared_queue", 3),
          Map.entry("proxy_resolve_shared_queue", 5),
          Map.entry("proxy_dequeue_shared_queue", 3),
          Map.entry("proxy_enqueue_shared_queue", 3),
          Map.entry("proxy_grpc_call", 12),
          Map.entry("proxy_grpc_stream", 9),
          Map.entry("proxy_grpc_send", 4),
          Map.entry("proxy_grpc_cancel", 1),
          Map.entry("proxy_grpc_close", 1),
          Map.entry("proxy_call_foreign_function", 6),
          Map.entry("proxy_redis_init", 7),
          Map.entry("proxy_redis_call", 5),
          Map.entry("proxy_inject_encoded_data_to_filter_chain", 3),
          Map.entry("proxy_get_upstream_hosts", 2),
          Map.entry("proxy_set_upstream_override_host", 2),
          Map.entry("proxy_define_metric", 4),
          Map.entry("proxy_get_metric", 2),
          Map.entry("proxy_set_effective_context", 1),
          Map.entry("proxy_done", 0));

  private final Map<String, Import> imported = new HashMap<>();
  private final Map<String, Integer> functions = new TreeMap<>(ENV);
  private final String marker;
  private final List<Integer> contexts = new ArrayList<>();

  /** Run by the callbacks of {@link TestVm#inStream} and {@link TestVm#inRoot}. */
  @Nullable Consumer<TestGuest> script;

  private @Nullable Consumer<TestGuest> starting;

  TestGuest(Consumer<TestGuest> setUp) {
    ENV.forEach((name, params) -> imported.put(name, env(name, params)));
    FunctionType withLong = type(ValueType.I32, ValueType.I64);
    for (String name : List.of("proxy_increment_metric", "proxy_record_metric")) {
      imported.put(name, importing("env", name, withLong));
      functions.put(name, 2);
    }
    marker = "proxy_abi_version_0_2_1";
    export(marker, 0, (a, b, c, d, e) -> 0);
    on("proxy_on_context_create", 2, (context, parent, unused) -> contexts.add(context) ? 0 : 1);
    on("proxy_on_vm_start", 2, (context, size, unused) -> 1);
    on("proxy_on_request_headers", 3, (context, count, end) -> runScript());
    on("proxy_on_tick", 1, (context, a, b) -> runScript());
    setUp.accept(this);
  }

  private static FunctionType type(ValueType... params) {
    return new FunctionType(List.of(params), List.of(ValueType.I32));
  }

  @Override
  protected void startSection() {
    if (starting != null) {
      starting.accept(this);
    }
  }

  /** Writes a start section. */
  public TestGuest onStart(Consumer<TestGuest> section) {
    starting = section;
    return this;
  }

  private int runScript() {
    Consumer<TestGuest> now = script;
    if (now != null) {
      now.accept(this);
    }
    return 0;
  }

  // ---- what tests set up

  /** Writes a callback. */
  public TestGuest on(String name, int params, Callback callback) {
    export(name, params, (a, b, c, d, e) -> callback.on(a, b, c));
    return this;
  }

  /** Writes a callback with up to five arguments. */
  public TestGuest onLong(String name, int params, Body body) {
    export(name, params, body);
    return this;
  }

  public TestGuest without(String name) {
    unexport(name);
    return this;
  }

  /** Has the plugin be of this version: {@code 0_1_0} and so on. */
  public TestGuest version(String version) {
    unexport(marker);
    export("proxy_abi_version_" + version, 0, (a, b, c, d, e) -> 0);
    return this;
  }

  /** Imports something more. */
  public TestGuest imports(String module, String name, ValueType... params) {
    imported.put(name, importing(module, name, type(params)));
    functions.put(name, params.length);
    return this;
  }

  // ---- what callbacks do

  /** The host functions that it imports, and how many parameters each has. */
  public Map<String, Integer> functions() {
    return functions;
  }

  /** The contexts that were created, in order. */
  public List<Integer> contexts() {
    return contexts;
  }

  public static RuntimeException unreachable() {
    return trap("unreachable");
  }

  /** Runs until it is stopped. */
  public int loop() {
    while (true) {
      checkInterrupted();
    }
  }

  /** Calls a host function. */
  public int host(String name, long... args) {
    return Objects.requireNonNull(imported.get(name), name).call(args);
  }

  /** As {@link #host}; pointer and size of {@code text}, in UTF-8, come before {@code args}. */
  public int hostText(String name, String text, long... args) {
    return host(name, joined(text(text), args));
  }

  /**
   * As {@link #host}, for a function that gives bytes: the addresses of pointer and size follow
   * {@code args}.
   */
  public Answer hostBytes(String name, long... args) {
    int pointer = slot();
    int size = slot();
    int status = host(name, joined(args, pointer, size));
    int at = memory().readInt(pointer);
    int length = memory().readInt(size);
    return new Answer(status, at, length, status == 0 ? latin(at, length) : null);
  }

  /** Pointer and size of {@code text} in the guest. */
  public long[] text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Pointer and size of {@code bytes} in the guest. */
  public long[] bytes(byte[] bytes) {
    int address = bytes.length == 0 ? 0 : memory().allocate(bytes.length);
    if (bytes.length != 0) {
      memory().write(address, bytes, 0, bytes.length);
    }
    return new long[] {address, bytes.length};
  }

  /** Eight bytes for an answer, filled with what no host would write. */
  public int slot() {
    int address = memory().allocate(8);
    memory().writeLong(address, 0x5a5a5a5a5a5a5a5aL);
    return address;
  }

  public String latin(int address, int length) {
    byte[] bytes = new byte[length];
    if (length != 0) {
      memory().read(address, bytes, 0, length);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Arrays one after the other. */
  public static long[] joined(long[] first, long... second) {
    long[] all = new long[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  // ---- shorthands for the calls that many tests make

  public Answer header(int map, String name) {
    return hostBytes("proxy_get_header_map_value", joined(new long[] {map}, text(name)));
  }

  /** Calls {@code proxy_add_header_map_value} or {@code _replace_}. */
  public int setHeader(String function, int map, String name, String value) {
    return host(function, joined(joined(new long[] {map}, text(name)), text(value)));
  }

  public Answer buffer(int type, int start, int length) {
    return hostBytes("proxy_get_buffer_bytes", type, start, length);
  }

  public int setBuffer(int type, int start, int size, String data) {
    return host("proxy_set_buffer_bytes", joined(new long[] {type, start, size}, text(data)));
  }

  public int reply(int status, String body) {
    long[] a = joined(new long[] {status}, text("some detail"));
    return host("proxy_send_local_response", joined(joined(a, text(body)), 0, 0, -1));
  }
}

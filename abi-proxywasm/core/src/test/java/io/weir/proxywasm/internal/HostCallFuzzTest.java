package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.MapType;
import io.weir.proxywasm.engine.ValueType;
import io.weir.proxywasm.testkit.FakeBody;
import io.weir.proxywasm.testkit.FakeTcpStream;
import io.weir.proxywasm.testkit.Fuzz;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every host function with arguments of all kinds, in every phase of a VM: always a status that the
 * table has, and the VM lives on.
 */
class HostCallFuzzTest {
  private static final int CASES = 800;
  private static final int CALLS = 12;
  private static final Set<Integer> STATUSES = Set.of(0, 1, 2, 3, 4, 6, 7, 8, 10, 12);
  private static final Set<Integer> ERRNOS = Set.of(0, 8, 20, 21, 28, 44, 52, 58);
  private static final String WASI = "wasi_snapshot_preview1";

  private int calls;

  private void importing(TestGuest g) {
    g.imports("env", "proxy_enqueue_nothing", ValueType.I32); // a stub
    g.imports(WASI, "fd_write", i32(4)).imports(WASI, "random_get", i32(2));
    g.imports(WASI, "environ_get", i32(2)).imports(WASI, "environ_sizes_get", i32(2));
    g.imports(WASI, "clock_res_get", i32(2)).imports(WASI, "poll_oneoff", i32(4));
    g.imports(WASI, "fd_fdstat_get", i32(2)).imports(WASI, "args_sizes_get", i32(2));
  }

  private static ValueType[] i32(int count) {
    ValueType[] types = new ValueType[count];
    Arrays.fill(types, ValueType.I32);
    return types;
  }

  /** A handful of calls in one callback; what one leaves behind the next one finds. */
  private int storm(Fuzz fuzz, TestGuest g) {
    List<String> names = List.copyOf(g.functions().keySet());
    for (int n = 0; n < CALLS; n++) {
      String name = fuzz.oneOf(names);
      long[] args = new long[g.functions().get(name)];
      for (int i = 0; i < args.length; i++) {
        args[i] = argument(fuzz, g, args, i);
      }
      int status = g.host(name, args);
      boolean wasi = !name.startsWith("proxy_");
      assertTrue((wasi ? ERRNOS : STATUSES).contains(status), name + " " + status);
      calls++;
    }
    g.memory().reset();
    return fuzz.below(7);
  }

  /** Half of them are what the function may want: a pointer with its length, a small number. */
  private static long argument(Fuzz fuzz, TestGuest g, long[] args, int index) {
    if (index > 0 && fuzz.below(3) == 0 && args[index - 1] > 1024) {
      return fuzz.below(48);
    }
    return switch (fuzz.below(5)) {
      case 0 -> fuzz.number();
      case 1 -> g.bytes(fuzz.bytes(64))[0];
      case 2 -> g.text(fuzz.oneOf(List.of("up", "redis?db=1", "compress", ":path", "k")))[0];
      case 3 -> g.memory().size() - fuzz.below(32);
      default -> fuzz.below(12);
    };
  }

  private TestGuest everywhere(Fuzz fuzz, TestGuest g) {
    importing(g);
    for (String callback :
        List.of(
            "proxy_on_tick",
            "proxy_on_request_headers",
            "proxy_on_request_body",
            "proxy_on_request_trailers",
            "proxy_on_response_headers",
            "proxy_on_response_body",
            "proxy_on_response_trailers",
            "proxy_on_new_connection",
            "proxy_on_downstream_data",
            "proxy_on_upstream_data",
            "proxy_on_queue_ready",
            "proxy_on_http_call_response",
            "proxy_on_grpc_receive",
            "proxy_on_grpc_close",
            "proxy_on_redis_call_response",
            "proxy_on_foreign_function",
            "proxy_on_done",
            "proxy_on_log",
            "proxy_on_delete")) {
      g.onLong(callback, 5, (a, b, c, d, e) -> storm(fuzz, g));
    }
    g.on("proxy_on_vm_start", 2, (a, b, c) -> storm(fuzz, g) | 1);
    return g.on("proxy_on_configure", 2, (a, b, c) -> storm(fuzz, g) | 1);
  }

  @Test
  void everyCallIsAnsweredByTheTable() {
    Fuzz.run(
        CASES,
        fuzz -> {
          TestVm.Setup setup = new TestVm.Setup();
          setup.logLevel = LogLevel.CRITICAL;
          setup.limits = WasiCallsTest.memory(256 << 10);
          setup.adopt = false;
          try (TestVm t = TestVm.start(setup, g -> everywhere(fuzz, g))) {
            t.adopt();
            live(t);
          }
        });
    assertTrue(calls > CASES * CALLS, "the storms have run: " + calls);
  }

  /** One stream, one connection, and the answers to whatever was asked for. */
  private static void live(TestVm t) {
    t.stream.header(MapType.REQUEST_HEADERS, ":path", "/");
    t.stream.header(MapType.RESPONSE_HEADERS, ":status", "200");
    t.stream.body(BufferType.HTTP_REQUEST_BODY, "request");
    t.stream.atLastChunk = true;
    var http = t.context();
    http.onRequestHeaders(1, false);
    http.onRequestBody(7, true);
    http.onRequestTrailers(1);
    http.onResponseHeaders(1, false);
    http.onResponseBody(0, true);
    http.onResponseTrailers(0);
    FakeTcpStream tcp = new FakeTcpStream();
    tcp.data.put(BufferType.DOWNSTREAM_DATA, new FakeBody("data"));
    var connection = t.vm().newTcpContext(tcp);
    connection.onNewConnection();
    connection.onDownstreamData(4, false);
    connection.onUpstreamData(0, true);
    connection.end();
    t.timers.fire();
    t.executor.run();
    List.copyOf(t.callouts.calls).forEach(call -> call.answer("200", "body"));
    List.copyOf(t.grpc.calls).forEach(call -> call.listener.onClose(0, ""));
    t.redis.clients.forEach(
        c -> List.copyOf(c.listeners).forEach(l -> l.onReply(new byte[] {'+'})));
    t.vm().callForeignFunction(1, new byte[] {1, 2, 3});
    http.log();
    http.end();
    assertNull(t.vm().failure());
    t.vm().shutDown(() -> {});
  }
}

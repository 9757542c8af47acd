package io.weir.host.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins in Rust, AssemblyScript and C do what is documented of them, on both engines. */
@ExtendWith(FieldExtension.class)
class SmallPluginsIT {
  private final FieldGateway gateway;

  SmallPluginsIT(FieldGateway gateway) {
    this.gateway = gateway;
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpHeaders(String engine) throws Exception {
    HttpResponse<String> hello = gateway.get("http-headers", engine, "/hello");
    assertEquals("Hello, World!\n", hello.body());
    assertEquals("World", header(hello, "hello"));
    assertEquals("proxy-wasm", header(hello, "powered-by"));
    HttpResponse<String> other = gateway.get("http-headers", engine, "/other");
    assertTrue(other.body().contains("x-route: http-headers-" + engine), other.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpConfig(String engine) throws Exception {
    HttpResponse<String> response = gateway.get("http-config", engine, "/");
    assertEquals("from the configuration", header(response, "custom-header"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpBody(String engine) throws Exception {
    HttpResponse<String> secret = gateway.get("http-body-redact", engine, "/secret");
    assertEquals("Original message body (9 bytes) redacted.\n", secret.body());
    HttpResponse<String> open =
        gateway.post(gateway.request("http-body-redact", engine, "/"), "nothing to hide");
    assertEquals("nothing to hide", open.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpAuthRandom(String engine) throws Exception {
    gateway.origin().randomByte(2);
    HttpResponse<String> even = gateway.get("http-auth-random", engine, "/");
    assertEquals(200, even.statusCode());
    assertEquals("proxy-wasm", header(even, "powered-by"));
    gateway.origin().randomByte(3);
    HttpResponse<String> odd = gateway.get("http-auth-random", engine, "/");
    assertEquals(403, odd.statusCode());
    assertEquals("Access forbidden.\n", odd.body());
    assertEquals("proxy-wasm", header(odd, "powered-by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpParallelCall(String engine) throws Exception {
    HttpResponse<String> response = gateway.get("http-parallel-call", engine, "/");
    assertEquals("Hello, World!\n", response.body());
    assertEquals("proxy-wasm", header(response, "powered-by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustSharedQueue(String engine) throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertEquals(200, gateway.get("shared-queue", engine, "/queue/" + i).statusCode());
    }
    long deadline = System.nanoTime() + 10_000_000_000L;
    int taken = 0;
    // The count comes with later responses; each look is a path more in the queue.
    for (int i = 4; taken < 3 && System.nanoTime() < deadline; i++) {
      taken =
          Integer.parseInt(header(gateway.get("shared-queue", engine, "/queue/" + i), "x-taken"));
    }
    assertTrue(taken >= 3, "taken from the queue: " + taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustTcpFilter(String engine) throws Exception {
    try (Socket socket = gateway.connect("tcp-upper", engine)) {
      socket.getOutputStream().write("echo me".getBytes(UTF_8));
      byte[] first = socket.getInputStream().readNBytes("hello: ECHO ME".length());
      assertEquals("hello: ECHO ME", new String(first, UTF_8));
      socket.getOutputStream().write("again".getBytes(UTF_8));
      socket.shutdownOutput();
      assertEquals("AGAIN", new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void assemblyScriptAddHeader(String engine) throws Exception {
    HttpResponse<String> response = gateway.get("add-header", engine, "/");
    assertEquals("from add-header-" + engine, header(response, "hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void assemblyScriptHttpCall(String engine) throws Exception {
    HttpResponse<String> good =
        gateway.send(
            gateway.request("call-auth", engine, "/").header("authorization", "Bearer good"));
    assertEquals(200, good.statusCode());
    HttpResponse<String> bad =
        gateway.send(
            gateway.request("call-auth", engine, "/").header("authorization", "Bearer bad"));
    assertEquals(403, bad.statusCode());
    assertEquals("not allowed\n", bad.body());
    assertEquals("call-auth", header(bad, "x-refused-by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void checksumInC(String engine) throws Exception {
    HttpResponse<String> body = gateway.post(gateway.request("checksum", engine, "/"), "foobar");
    assertEquals("foobar\nfnv1a bf9cf968\n", body.body());
    HttpResponse<String> headers =
        gateway.send(
            gateway
                .request("checksum", engine, "/")
                .header("x-internal-user", "root")
                .header("x-public", "yes"));
    assertTrue(headers.body().contains("x-public: yes\n"), headers.body());
    assertFalse(headers.body().contains("x-internal"), headers.body());
  }
}

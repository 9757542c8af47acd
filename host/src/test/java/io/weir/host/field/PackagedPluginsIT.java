package io.weir.host.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that published packages carry, built as they are, do what their source says. */
@ExtendWith(FieldExtension.class)
class PackagedPluginsIT {
  private final FieldGateway gateway;

  PackagedPluginsIT(FieldGateway gateway) {
    this.gateway = gateway;
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpHeaders(String engine) throws Exception {
    HttpResponse<String> hello = gateway.get("sdk-http-headers", engine, "/hello");
    assertEquals("Hello, World!\n", hello.body());
    assertEquals("World", header(hello, "hello"));
    assertEquals("proxy-wasm", header(hello, "powered-by"));
    HttpResponse<String> other = gateway.get("sdk-http-headers", engine, "/other");
    assertEquals("none", header(other, "hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpConfig(String engine) throws Exception {
    HttpResponse<String> response = gateway.get("sdk-http-config", engine, "/");
    assertEquals("of sdk-http-config-" + engine, header(response, "custom-header"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpBody(String engine) throws Exception {
    HttpResponse<String> secret = gateway.get("sdk-http-body", engine, "/secret");
    assertEquals("Original message body (9 bytes) redacted.", secret.body());
    HttpResponse<String> open = gateway.get("sdk-http-body", engine, "/open");
    assertFalse(open.body().contains("redacted"), open.body());
    assertTrue(open.body().contains("x-route: sdk-http-body-" + engine), open.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void rustHttpAuthRandom(String engine) throws Exception {
    gateway.origin().randomByte(2);
    HttpResponse<String> even = gateway.get("sdk-http-auth-random", engine, "/");
    assertEquals(200, even.statusCode());
    gateway.origin().randomByte(3);
    HttpResponse<String> odd = gateway.get("sdk-http-auth-random", engine, "/");
    assertEquals(403, odd.statusCode());
    assertEquals("Access forbidden.\n", odd.body());
    assertEquals("proxy-wasm", header(odd, "powered-by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void assemblyScriptAddHeader(String engine) throws Exception {
    HttpResponse<String> response = gateway.get("gcore-add-header", engine, "/");
    assertEquals("of gcore-add-header-" + engine, header(response, "hello"));
  }
}

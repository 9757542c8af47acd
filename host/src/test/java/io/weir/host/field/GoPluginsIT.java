package io.weir.host.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go plugins of proxy-wasm-go-sdk and of Higress's wasm-go do what is documented of them. */
@ExtendWith(FieldExtension.class)
class GoPluginsIT {
  private final FieldGateway gateway;

  GoPluginsIT(FieldGateway gateway) {
    this.gateway = gateway;
  }

  private HttpRequest.Builder request(String plugin, String path) {
    return gateway.request(plugin, "wasmtime", path);
  }

  @ParameterizedTest
  @CsvSource({
    "append, [initial body][this is appended body]",
    "prepend, [this is prepended body][initial body]",
    "replace, [this is replaced body]"
  })
  void httpBody(String operation, String expected) throws Exception {
    for (String where : new String[] {"request", "response"}) {
      HttpRequest.Builder put =
          request("http-body", "/")
              .header("buffer-operation", operation)
              .header("buffer-replace-at", where)
              .PUT(BodyPublishers.ofString("[initial body]"));
      assertEquals(expected, gateway.send(put).body(), where);
    }
  }

  @Test
  void httpBodyNeedsContent() throws Exception {
    HttpResponse<String> response = gateway.get("http-body", "wasmtime", "/");
    assertEquals(400, response.statusCode());
    assertEquals("content must be provided", response.body());
  }

  @Test
  void jsonValidation() throws Exception {
    HttpResponse<String> plain = gateway.post(request("json-validation", "/"), "{}");
    assertEquals("content-type must be provided", plain.body());
    HttpRequest.Builder json =
        request("json-validation", "/").header("content-type", "application/json");
    String good = "{\"id\": \"xxx\", \"token\": \"xxx\"}";
    assertEquals(good, gateway.post(json.copy(), good).body());
    HttpResponse<String> bad = gateway.post(json.copy(), "\"required_keys_missing\"");
    assertEquals(403, bad.statusCode());
    assertEquals("invalid payload", bad.body());
  }

  @Test
  void multipleDispatches() throws Exception {
    request("multiple-dispatches", "/");
    int before = gateway.origin().requests();
    HttpResponse<String> response = gateway.get("multiple-dispatches", "wasmtime", "/");
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("10", response.headers().firstValue("total-dispatched").orElse("none"));
    assertEquals(11, gateway.origin().requests() - before);
  }

  @Test
  void postponeRequests() throws Exception {
    HttpResponse<String> response =
        gateway.post(request("postpone-requests", "/"), "waits for the tick");
    assertEquals("waits for the tick", response.body());
    HttpResponse<String> headers = gateway.get("postpone-requests", "wasmtime", "/");
    assertTrue(headers.body().contains("x-postponed: yes\n"), headers.body());
  }

  @Test
  void sharedData() throws Exception {
    long last = 0;
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> response = gateway.get("shared-data", "wasmtime", "/");
      long count = response.headers().firstValueAsLong("x-count").orElseThrow();
      assertEquals(last + 1, count, "the count is the gateway's, not a worker's");
      assertEquals(count, response.headers().firstValueAsLong("x-metric").orElseThrow());
      last = count;
    }
  }

  @Test
  void requestBlockByRoute() throws Exception {
    assertEquals(200, gateway.send(request("request-block", "/index.html")).statusCode());
    assertEquals(403, gateway.send(request("request-block", "/Swagger.html")).statusCode());
    assertEquals(403, gateway.send(request("request-block", "/?foo=Bar")).statusCode());
    assertEquals(403, gateway.post(request("request-block", "/"), "Hello World").statusCode());
    HttpResponse<String> good = gateway.post(request("request-block", "/"), "good day");
    assertEquals("good day", good.body());
  }

  @Test
  void httpCallAsHigressNamesServices() throws Exception {
    HttpResponse<String> response = gateway.get("http-call", "wasmtime", "/");
    assertTrue(response.body().contains("x-token: token-of-auth.internal\n"), response.body());
  }
}

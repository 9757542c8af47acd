package io.weir.host.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A JavaScript plugin does what the SDK documents. */
@ExtendWith(FieldExtension.class)
class JsPluginsIT {
  private final FieldGateway gateway;

  JsPluginsIT(FieldGateway gateway) {
    this.gateway = gateway;
  }

  private HttpRequest.Builder request(String authorization) {
    return gateway.request("await-auth", "wasmtime", "/").header("authorization", authorization);
  }

  @Test
  void anAwaitedCallDecides() throws Exception {
    HttpResponse<String> good = gateway.send(request("Bearer good"));
    assertEquals(200, good.statusCode());
    assertTrue(good.body().contains("x-allowed: yes\n"), good.body());
    HttpResponse<String> bad = gateway.send(request("Bearer bad"));
    assertEquals(403, bad.statusCode());
    assertEquals("auth says 401\n", bad.body());
    assertEquals("await-auth", bad.headers().firstValue("x-refused-by").orElse("none"));
  }
}

package io.weir.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.RouteFilter.Cors;
import io.weir.host.stream.HeaderList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsPolicyTest {
  private static CorsPolicy policy(String origin, boolean credentials) {
    List<String> any = List.of("*");
    return new CorsPolicy(new Cors(List.of(origin), credentials, any, any, any, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "*,                      http://a,                     true",
    "https://a.example,      https://a.example,            true",
    "https://a.example,      https://A.example,            true",
    "https://a.example,      http://a.example,             false",
    "https://a.example,      https://a.example:444,        false",
    "https://*.example.com,  https://a.example.com,        true",
    "https://*.example.com,  https://a.b.example.com,      true",
    "https://*.example.com,  https://example.com,          false",
    "https://*.example.com,  https://.example.com,         false",
    "https://*.example.com,  https://a.example.com:8443,   false",
    "https://*.example.com,  https://a.example.com.evil,   false",
    "https://*.example.com:8443, https://a.example.com:8443, true",
    "https://a.example:443,  https://a.example,            true",
    "http://*.example.com:80, http://a.example.com,        true",
    "http://a.example:443,   http://a.example,             false",
    "https://*,              https://anything,             true",
    "https://*,              https://anything:8443,        false",
    "https://*,              http://anything,              false",
    "https://a.example,      null,                         false"
  })
  void origins(String allowed, String origin, boolean expected) {
    assertEquals(expected, policy(allowed, false).allows(origin));
  }

  /** The Fetch standard takes a wildcard beside credentials for a name. */
  @Test
  void withCredentialsNothingIsAWildcard() {
    HeaderList request = new HeaderList();
    request.add("origin", "http://a");
    request.add("access-control-request-method", "PUT");
    request.add("access-control-request-headers", "x-a, x-b");
    HeaderList answer = policy("*", true).preflight(request);
    assertEquals("http://a", answer.get("access-control-allow-origin"));
    assertEquals("true", answer.get("access-control-allow-credentials"));
    assertEquals("PUT", answer.get("access-control-allow-methods"));
    assertEquals("x-a, x-b", answer.get("access-control-allow-headers"));
    assertEquals("*", policy("*", false).preflight(request).get("access-control-allow-methods"));
    HeaderList response = new HeaderList();
    policy("*", true).respond("http://a", response);
    assertNull(response.get("access-control-expose-headers"));
  }

  /** A cache that has it from a request of another origin, or of none, must not give it to all. */
  @Test
  void whatDependsOnTheOriginSaysSoToAll() {
    HeaderList response = new HeaderList();
    response.add("vary", "accept");
    policy("https://a.example", false).respond(null, response);
    assertNull(response.get("access-control-allow-origin"));
    assertTrue(response.hasToken("vary", "origin"));
    policy("https://a.example", false).respond("https://a.example", response);
    assertEquals(4, response.size(), "once is enough: " + response);
    HeaderList same = new HeaderList();
    policy("*", false).respond(null, same);
    assertEquals(0, same.size());
  }

  /** Of a sandboxed frame, or of a file: nobody in particular. */
  @Test
  void theOpaqueOriginIsAllowedOnlyWhereAllAre() {
    assertFalse(policy("https://*", false).allows("null"));
    assertTrue(policy("*", false).allows("null"));
  }
}

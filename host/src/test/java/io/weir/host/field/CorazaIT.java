package io.weir.host.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coraza with the OWASP Core Rule Set, on Wasmtime with the default limit of 50 ms a callback:
 * attacks are answered with 403, and what is harmless passes.
 */
@ExtendWith(FieldExtension.class)
class CorazaIT {
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120 Safari/537.36";

  private final FieldGateway gateway;

  CorazaIT(FieldGateway gateway) {
    this.gateway = gateway;
  }

  private HttpRequest.Builder request(String path) {
    return gateway
        .request("coraza", "wasmtime", path)
        .header("accept", "text/html")
        .setHeader("user-agent", BROWSER);
  }

  private int post(String type, String body) throws Exception {
    return gateway.post(request("/form").header("content-type", type), body).statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?id=1%27%20OR%20%271%27=%271", // SQL injection
        "/?q=%3Cscript%3Ealert(0)%3C/script%3E", // cross-site scripting
        "/?file=../../../../etc/passwd", // path traversal
        "/?cmd=;cat%20/etc/passwd", // remote command execution
        "/.git/config", // a file that is never served
        "/?page=http://192.168.0.1/shell.php%3F", // remote file inclusion
      })
  void attacksInTheUrl(String path) throws Exception {
    int before = gateway.origin().requests();
    assertEquals(403, gateway.send(request(path)).statusCode());
    assertEquals(before, gateway.origin().requests(), "the attack reached the upstream");
  }

  @Test
  void attacksInHeaders() throws Exception {
    HttpRequest.Builder scanner = request("/").setHeader("user-agent", "sqlmap/1.7.2");
    assertEquals(403, gateway.send(scanner).statusCode());
    HttpRequest.Builder shellshock = request("/").header("x-test", "() { :; }; /bin/bash -c id");
    assertEquals(403, gateway.send(shellshock).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | 1%27%20ORDER%20BY%203--%2B",
        "application/x-www-form-urlencoded | name=x%27+union+select+password+from+users--",
        "application/json                  | {\"q\":\"<script>alert(1)</script>\"}",
        "application/xml                   | <a><b>;cat /etc/passwd</b></a>",
      })
  void attacksInTheBody(String type, String body) throws Exception {
    int before = gateway.origin().requests();
    assertEquals(403, post(type, body));
    assertEquals(before, gateway.origin().requests(), "the attack reached the upstream");
  }

  @Test
  void leakInTheResponse() throws Exception {
    HttpResponse<String> response = gateway.send(request("/sql-leak"));
    assertEquals(403, response.statusCode());
    assertEquals("", response.body());
  }

  @Test
  void harmlessRequestsPass() throws Exception {
    HttpResponse<String> get = gateway.send(request("/shop?item=blue+shoes&page=2"));
    assertEquals(200, get.statusCode());
    assertEquals(200, post("application/x-www-form-urlencoded", "name=Alice&city=Paris"));
    assertEquals(200, post("application/json", "{\"item\":\"shoes\",\"count\":2}"));
  }

  /** The first 100 calls of a VM have ten times the limit; these are many more. */
  @Test
  void theDefaultDeadlineHoldsWhenWarm() throws Exception {
    for (int i = 0; i < 150; i++) {
      assertEquals(200, gateway.send(request("/shop?item=" + i)).statusCode(), "request " + i);
    }
    assertEquals(403, gateway.send(request("/?id=1%27%20OR%20%271%27=%271")).statusCode());
  }
}

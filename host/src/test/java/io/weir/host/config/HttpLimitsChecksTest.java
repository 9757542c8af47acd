package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of a listener that cannot be meant get an error with a place and a remedy. */
class HttpLimitsChecksTest {
  private static GatewayConfig read(String http) {
    return ConfigReader.read(
        "listeners: [ { name: web, address: '127.0.0.1:0', http: { " + http + " } } ]",
        ConfigReader.Format.YAML);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: { requestLine: 10 }   | limits.requestLine      | write 16Ki",
        "limits: { requestLine: 2Mi }  | limits.requestLine      | write 16Ki",
        "limits: { headerBytes: 10 }   | limits.headerBytes      | write 32Ki",
        "limits: { headerCount: 0 }    | limits.headerCount      | write 128",
        "timeouts: { idle: 1ms }       | timeouts.idle           | write 1m15s",
        "timeouts: { requestReceived: 1ms } | timeouts.requestReceived | write 1h",
        "timeouts: { bodyIdle: 900h }  | timeouts.bodyIdle       | write 1m",
        "timeouts: { connectionAge: 1ms } | timeouts.connectionAge | write 1h",
      })
  void refuses(String http, String path, String remedy) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(http));
    assertEquals(1, e.problems().size(), e.getMessage());
    ConfigException.Problem problem = e.problems().getFirst();
    assertEquals("listeners[0].http." + path, problem.path());
    assertTrue(problem.remedy().startsWith(remedy), problem.remedy());
  }

  @Test
  void zeroIsNoLimit() {
    HttpSettings http = read("timeouts: { idle: 0s, writeIdle: 1m }").listeners().getFirst().http();
    assertEquals(Duration.ZERO, http.timeouts().idle());
    assertEquals(Duration.ofMinutes(1), http.timeouts().writeIdle());
  }
}

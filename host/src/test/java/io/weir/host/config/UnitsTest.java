package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Durations}, {@link Sizes} and {@link HostPort}. */
class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "50ms,50,50ms",
    "2s,2000,2s",
    "1m30s,90000,1m30s",
    "90s,90000,1m30s",
    "0s,0,0s",
    "1h,3600000,1h",
    "26h,93600000,26h"
  })
  void durations(String text, long millis, String written) {
    Duration duration = Durations.parse(text);
    assertEquals(Duration.ofMillis(millis), duration);
    assertEquals(written, Durations.format(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1 s", "1S", "1d", "9999999999s"})
  void noDurations(String text) {
    assertNull(Durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "64Mi,67108864,64Mi",
    "1024Ki,1048576,1Mi",
    "1000,1000,1k",
    "0,0,0",
    "10M,10000000,10M"
  })
  void sizes(String text, long bytes, String written) {
    assertEquals(bytes, Sizes.parse(text));
    assertEquals(written, Sizes.format(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mi", "64MB", "-1", "1.5Mi", "64 Mi", "999999999999Gi"})
  void noSizes(String text) {
    assertNull(Sizes.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080,127.0.0.1,8080,true",
    "[::1]:80,::1,80,true",
    "localhost:0,localhost,0,true",
    "0.0.0.0:80,0.0.0.0,80,false",
    "shop.internal:65535,shop.internal,65535,false",
    "127.evil.com:80,127.evil.com,80,false",
    "[::]:80,::,80,false"
  })
  void addresses(String text, String host, int port, boolean loopback) {
    HostPort address = HostPort.parse(text);
    assertEquals(new HostPort(host, port), address);
    assertNotNull(address);
    assertEquals(loopback, address.isLoopback());
    assertEquals(text, address.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a",
        "a:",
        "a:65536",
        "::1:80",
        "[::1]",
        "1.2.3:80",
        "1.2.3.4.:80",
        "256.1.1.1:80",
        "a b:80",
        "http://a:80",
        "a..b:80"
      })
  void noAddresses(String text) {
    assertNull(HostPort.parse(text));
  }
}

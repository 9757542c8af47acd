package io.weir.host.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.host.config.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRulesTest {
  private final OriginRules rules = new OriginRules(new HostPort("weir.internal", 8081));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8081",
        "LOCALHOST",
        "127.0.0.1:8081",
        "127.0.0.1",
        "[::1]:8081",
        "[::1]",
        "weir.internal:8081",
        "localhost:9999"
      })
  void allowsOwnNames(String host) {
    assertNull(rules.refusal(List.of(host), null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:8081",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "localhost:8081@evil",
        "localhost:99999",
        "::1",
        "[::2]:8081",
        "localhost:"
      })
  void refusesOtherNames(String host) {
    assertNotNull(rules.refusal(List.of(host), null, null));
  }

  @Test
  void refusesNoHostAndTwo() {
    assertNotNull(rules.refusal(List.of(), null, null));
    assertNotNull(rules.refusal(List.of("localhost", "localhost"), null, null));
  }

  @Test
  void allowsOnlyItsOwnOrigin() {
    List<String> host = List.of("localhost:8081");
    assertNull(rules.refusal(host, "http://localhost:8081", null));
    assertNull(rules.refusal(host, "https://localhost:8081", "same-origin"));
    assertNull(rules.refusal(host, null, "none"));
    for (String origin :
        List.of(
            "null", "", "http://localhost", "http://evil.example", "http://localhost:8081.evil")) {
      assertNotNull(rules.refusal(host, origin, null), origin);
    }
    assertNotNull(rules.refusal(host, null, "same-site"));
  }

  @Test
  void saysWhatItExpects() {
    assertEquals(
        "Host: evil (expected: localhost, 127.0.0.1, [::1] or weir.internal)",
        rules.refusal(List.of("evil"), null, null));
  }
}

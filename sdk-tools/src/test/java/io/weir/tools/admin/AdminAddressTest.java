package io.weir.tools.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8081, http://127.0.0.1:8081",
    "localhost:8081, http://localhost:8081",
    "[::1]:8081, http://[::1]:8081",
    "gate.example.com:8081, https://gate.example.com:8081",
    "http://127.0.0.1:8081/, http://127.0.0.1:8081",
    "https://gate.example.com/weir/, https://gate.example.com/weir",
  })
  void addressesBecomeBases(String text, String base) {
    assertEquals(base, AdminAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "nonsense",
        ":8081",
        "ftp://127.0.0.1:1",
        "https://u:p@h:1",
        "http://h:1?a",
        "a b:1"
      })
  void theRestIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AdminAddress.parse(text));
  }

  @Test
  void theTokenIsNotSentInTheClear() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> AdminAddress.parse("http://gate.example.com:81"));

    assertTrue(String.valueOf(e.getMessage()).contains("in the clear"));
  }
}

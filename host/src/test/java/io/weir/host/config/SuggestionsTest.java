package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> KNOWN = List.of("name", "endpoints", "RoundRobin");

  @Test
  void findsTheNearest() {
    assertEquals("endpoints", Suggestions.closest("endpoint", KNOWN));
    assertEquals("RoundRobin", Suggestions.closest("roundrobin", KNOWN));
    assertEquals("name", Suggestions.closest("nmae", List.of("name")));
  }

  @Test
  void findsNoneFarAway() {
    assertNull(Suggestions.closest("address", KNOWN));
    assertEquals("use one of: name", Suggestions.remedy("address", List.of("name")));
    assertEquals("remove it", Suggestions.remedy("address", List.of()));
  }
}

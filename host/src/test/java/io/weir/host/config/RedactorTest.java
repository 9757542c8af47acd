package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedactorTest {
  private final Redactor redactor = new Redactor();

  @Test
  void masksTheLongerOfTwoWholly() {
    redactor.add("open");
    redactor.add("open-sesame");
    assertEquals("***, ***", redactor.redact("open-sesame, open"));
  }

  @Test
  void masksTheJsonForm() {
    redactor.add("two\nlines");
    assertEquals("{\"k\":\"***\"}", redactor.redact("{\"k\":\"two\\nlines\"}"));
  }

  @Test
  void leavesShortValues() {
    redactor.add("key");
    redactor.add("");
    assertEquals("a key is missing", redactor.redact("a key is missing"));
  }
}

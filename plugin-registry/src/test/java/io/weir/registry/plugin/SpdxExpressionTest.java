package io.weir.registry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxExpressionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Apache-2.0",
        "mit",
        "MIT OR Apache-2.0",
        "(MIT AND (BSD-3-Clause OR ISC))",
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "GPL-2.0+",
        "LicenseRef-Own-1"
      })
  void expressionsOfKnownLicences(String text) {
    assertNull(SpdxExpression.problem(text));
  }

  @Test
  void whatIsWrongIsSaid() {
    assertEquals("Apache is not on the SPDX list", SpdxExpression.problem("Apache 2.0"));
    assertEquals("unexpected MIT", SpdxExpression.problem("ISC MIT"));
    assertEquals("no ) after (", SpdxExpression.problem("(MIT"));
    assertEquals("it ends too early", SpdxExpression.problem("MIT OR"));
    assertEquals("more than 64 parts", SpdxExpression.problem("( ".repeat(10_000)));
  }
}

package io.weir.proxywasm.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks into what an error says. */
public final class Messages {
  private Messages() {}

  public static void assertSays(String part, Throwable error) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(part), message);
  }
}

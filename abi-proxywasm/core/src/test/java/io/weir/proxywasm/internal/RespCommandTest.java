package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to Redis is one command. */
class RespCommandTest {
  private static boolean isOne(String text) {
    return RespCommand.isOne(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void commandsAreArraysOfStrings() {
    assertTrue(isOne("*1\r\n$4\r\nPING\r\n"));
    assertTrue(isOne("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n\r\n\0x\r\n"), "any bytes");
    assertTrue(isOne("*2\r\n$3\r\nGET\r\n$0\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PING\r\n",
        "*0\r\n",
        "*-1\r\n",
        "*1\r\n",
        "*1\r\n$4\r\nPING",
        "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n",
        "*1\r\n$5\r\nPING\r\n",
        "*1\r\n$3\r\nPING\r\n",
        "*1\r\n$-1\r\n",
        "*1\r\n$999999999\r\nPING\r\n",
        "*9999999999\r\n$4\r\nPING\r\n",
        "*1\r\n:4\r\n",
        "*1\n$4\nPING\n",
        "*\r\n$4\r\nPING\r\n"
      })
  void everythingElseIsRefused(String bytes) {
    assertFalse(isOne(bytes));
  }
}

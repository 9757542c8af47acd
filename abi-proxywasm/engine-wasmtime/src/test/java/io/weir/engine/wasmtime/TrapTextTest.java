package io.weir.engine.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrapTextTest {
  @Test
  void putsTheReasonBeforeTheFrames() {
    assertEquals(
        "wasm trap: wasm `unreachable` instruction executed, in runtime.fatal < main",
        TrapText.oneLine(
            """
            error while executing at wasm backtrace:
                0: 0x13feb6 - <unknown>!runtime.fatal
                1:  0xb44e0 - plugin!main

            Caused by:
                wasm trap: wasm `unreachable` instruction executed
            """));
  }

  @Test
  void namesTheInnermostFramesOnly() {
    StringBuilder text = new StringBuilder("error while executing at wasm backtrace:\n");
    for (int i = 0; i < 20; i++) {
      text.append("  ").append(i).append(": 0x").append(i).append(" - m!f").append(i).append('\n');
    }
    assertEquals(
        "stack, in f0 < f1 < f2 < f3 < f4 < f5 < ...",
        TrapText.oneLine(text + "\nCaused by:\n  stack"));
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    assertEquals("something; else", TrapText.oneLine("something\n  else\n"));
  }
}

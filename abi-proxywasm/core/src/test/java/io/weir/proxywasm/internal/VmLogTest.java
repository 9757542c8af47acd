package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of a plugin's log. */
class VmLogTest {
  private static TestVm.Setup setup(int linesPerSecond) {
    TestVm.Setup setup = new TestVm.Setup();
    setup.logLevel = LogLevel.INFO;
    AbiLimits d = setup.limits;
    setup.limits =
        new AbiLimits(
            d.memoryBytes(),
            d.callback(),
            d.start(),
            d.callouts(),
            d.metrics(),
            d.sharedKeys(),
            d.sharedValueBytes(),
            d.queues(),
            linesPerSecond);
    return setup;
  }

  private static int log(TestGuest g, int level, String line) {
    long[] text = g.text(line);
    return g.host("proxy_log", level, text[0], text[1]);
  }

  @Test
  void linesBeyondTheRateAreCountedAndSaidOnceASecond() {
    TestVm.Setup setup = setup(2);
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.inStream(
          g -> {
            for (int i = 0; i < 5; i++) {
              assertEquals(OK, log(g, 2, "line " + i));
              assertEquals(OK, log(g, 1, "of a level that nobody wants, and so not counted"));
            }
          });
      assertEquals(List.of("INFO line 0", "INFO line 1"), t.log);
      setup.monotonicNanos += 1_000_000_000;
      t.inStream(g -> log(g, 2, "again"));
      assertEquals(
          List.of("WARN log lines dropped: 3 (expected: at most 2 a second)", "INFO again"),
          t.log.subList(2, 4));
    }
  }

  @Test
  void whatWasDroppedIsSaidAtTheEndAtTheLatest() {
    TestVm t = TestVm.start(setup(1), g -> {});
    t.inStream(
        g -> {
          log(g, 2, "one");
          log(g, 2, "two");
        });
    t.close();
    t.close();
    assertEquals(
        List.of("INFO one", "WARN log lines dropped: 1 (expected: at most 1 a second)"), t.log);
  }

  @Test
  void aLongLineIsCut() {
    try (TestVm t = TestVm.start(setup(9), g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, log(g, 2, "x".repeat(70_000)));
            assertEquals(INVALID_MEMORY_ACCESS, g.host("proxy_log", 2, 0, 1 << 30));
          });
      assertEquals(1, t.log.size());
      assertEquals("INFO ".length() + (64 << 10) + " [cut]".length(), t.log.getFirst().length());
    }
  }
}

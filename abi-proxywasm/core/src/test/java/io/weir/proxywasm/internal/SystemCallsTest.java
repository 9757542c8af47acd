package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log and time. */
class SystemCallsTest {
  private static int log(TestGuest g, int level, String text) {
    long[] t = g.text(text);
    return g.host("proxy_log", level, t[0], t[1]);
  }

  @Test
  void logsFromTheLevelOnThatIsWritten() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.logLevel = LogLevel.INFO;
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, log(g, 1, "not this"));
            assertEquals(OK, log(g, 2, "gr\u00fc\u00df dich"));
            assertEquals(OK, log(g, 5, ""));
            assertEquals(BAD_ARGUMENT, log(g, 6, "no such level"));
            assertEquals(INVALID_MEMORY_ACCESS, g.host("proxy_log", 2, -4, 8));
            int out = g.slot();
            assertEquals(OK, g.host("proxy_get_log_level", out));
            assertEquals(2, g.memory().readInt(out));
          });
      assertEquals(List.of("INFO gr\u00fc\u00df dich", "CRITICAL "), t.log);
    }
  }

  @Test
  void tellsTheTimeInNanoseconds() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            int out = g.slot();
            assertEquals(OK, g.host("proxy_get_current_time_nanoseconds", out));
            assertEquals(1_700_000_000_123_456_789L, g.memory().readLong(out));
          });
    }
  }
}

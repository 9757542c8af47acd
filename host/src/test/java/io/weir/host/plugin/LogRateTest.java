package io.weir.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.host.LogSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRateTest {
  private final List<String> lines = new ArrayList<>();
  private final VersionTotals totals = new VersionTotals();
  private final LogSink sink =
      new LogSink() {
        @Override
        public LogLevel level() {
          return LogLevel.INFO;
        }

        @Override
        public void log(String plugin, LogLevel level, String message) {
          lines.add(message);
        }
      };

  @Test
  void linesBeyondTheRateAreDroppedAndCounted() {
    LogRate rate = new LogRate(sink, 3, totals);
    for (int i = 0; i < 10; i++) {
      rate.log("p", LogLevel.INFO, "line " + i);
    }
    assertEquals(List.of("line 0", "line 1", "line 2"), lines);
    assertEquals(7, totals.get(PluginEvent.DROPPED_LOG_LINE));
  }

  @Test
  void linesThatNobodyWouldSeeTakeNoPlace() {
    LogRate rate = new LogRate(sink, 1, totals);
    for (int i = 0; i < 10; i++) {
      rate.log("p", LogLevel.DEBUG, "hidden");
    }
    rate.log("p", LogLevel.INFO, "seen");
    assertEquals(0, totals.get(PluginEvent.DROPPED_LOG_LINE));
    assertEquals("seen", lines.getLast());
  }

  @Test
  void noneIsARate() {
    new LogRate(sink, 0, totals).log("p", LogLevel.ERROR, "x");
    assertEquals(1, totals.get(PluginEvent.DROPPED_LOG_LINE));
  }
}

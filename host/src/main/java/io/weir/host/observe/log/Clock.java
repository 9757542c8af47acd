package io.weir.host.observe.log;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Times of day in UTC, with the date of the last one kept. Confined to one loop. */
final class Clock {
  private static final long DAY_MILLIS = 86_400_000;

  private long day = Long.MIN_VALUE;
  private byte[] date = {};

  /** {@code 2026-01-31T23:59:59.999Z}. */
  void write(long epochMillis, LineBuffer line) {
    long today = Math.floorDiv(epochMillis, DAY_MILLIS);
    if (today != day) {
      day = today;
      date = (LocalDate.ofEpochDay(today) + "T").getBytes(StandardCharsets.US_ASCII);
    }
    long millis = Math.floorMod(epochMillis, DAY_MILLIS);
    line.raw(date);
    line.padded(millis / 3_600_000, 2);
    line.ascii(":");
    line.padded(millis / 60_000 % 60, 2);
    line.ascii(":");
    line.padded(millis / 1_000 % 60, 2);
    line.ascii(".");
    line.padded(millis % 1_000, 3);
    line.ascii("Z");
  }
}

package io.weir.host.net;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What the answers of one worker that have no {@code date} are given (RFC 9110 section 6.6.1), as
 * an IMF-fixdate (section 5.6.7). The text is made anew when it is asked for in another second,
 * also an earlier one, and shared by all answers of that second. Confined to the worker's loop.
 */
final class HttpDate {
  static final AsciiString NAME = AsciiString.cached("date");

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final LongSupplier millis;
  private long second = Long.MIN_VALUE;
  private AsciiString value = AsciiString.EMPTY_STRING;
  private byte[] line = {};

  /** By the system's clock. */
  HttpDate() {
    this(System::currentTimeMillis);
  }

  /**
   * @param millis since 1970 in UTC
   */
  HttpDate(LongSupplier millis) {
    this.millis = millis;
  }

  /** The value of the header, now. */
  AsciiString value() {
    renew();
    return value;
  }

  /** The whole line of HTTP/1.x with its CRLF, now. Not to be changed: the array is shared. */
  byte[] line() {
    renew();
    return line;
  }

  private void renew() {
    long now = Math.floorDiv(millis.getAsLong(), 1000L);
    if (now == second) {
      return;
    }
    second = now;
    String text = IMF_FIXDATE.format(Instant.ofEpochSecond(now));
    value = new AsciiString(text);
    line = (NAME + ": " + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}

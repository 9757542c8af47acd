package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  /** The example of RFC 9110 section 5.6.7. */
  private static final long EXAMPLE = 784_111_777_000L;

  private long now = EXAMPLE;
  private final HttpDate date = new HttpDate(() -> now);

  private String line() {
    return new String(date.line(), StandardCharsets.US_ASCII);
  }

  @Test
  void isAnImfFixdate() {
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", date.value().toString());
    assertEquals("date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", line());
    now = 1_727_740_800_000L; // a month that some locales shorten to four letters comes before it
    assertEquals("Tue, 01 Oct 2024 00:00:00 GMT", date.value().toString());
    now -= 1;
    assertEquals("Mon, 30 Sep 2024 23:59:59 GMT", date.value().toString());
    now = -1;
    assertEquals("Wed, 31 Dec 1969 23:59:59 GMT", date.value().toString());
  }

  @Test
  void isMadeOnceForEachSecond() {
    byte[] line = date.line();
    CharSequence value = date.value();
    now += 999;
    assertSame(line, date.line());
    assertSame(value, date.value());
    now += 1;
    assertNotSame(line, date.line());
    assertEquals("Sun, 06 Nov 1994 08:49:38 GMT", date.value().toString());
  }

  @Test
  void followsAClockThatIsSetBack() {
    date.value();
    now -= 3_600_000;
    assertEquals("Sun, 06 Nov 1994 07:49:37 GMT", date.value().toString());
    assertEquals("date: Sun, 06 Nov 1994 07:49:37 GMT\r\n", line());
  }
}

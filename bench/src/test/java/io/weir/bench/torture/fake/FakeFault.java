package io.weir.bench.torture.fake;

import java.util.Locale;

/** What the stand-in does wrong, chosen by the system property {@code weir.test.sabotage}. */
enum FakeFault {
  NONE,
  /** Body bytes are stamped by the table of now, not by the stream's own. */
  MIDSTREAM,
  /** The table changes some time after the admin call has answered. */
  STALE,
  /** Request and response are stamped by different tables. */
  SPLIT,
  /** A swap closes the connections that are open. */
  CUT,
  /** Every hundredth request gets 503. */
  REFUSE,
  /** Replaced generations stay. */
  LEAK;

  static FakeFault chosen() {
    return valueOf(System.getProperty("weir.test.sabotage", "none").toUpperCase(Locale.ROOT));
  }
}

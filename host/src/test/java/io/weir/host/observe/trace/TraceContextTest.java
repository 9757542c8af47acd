package io.weir.host.observe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class TraceContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void whatIsWrittenReadsBackTheSame() {
    TraceContext context = new TraceContext(TRACE, SPAN, true);
    assertEquals(context, TraceContext.parse(HEADER));
    assertEquals(HEADER, context.header(SPAN));
    TraceContext fresh = TraceContext.fresh(false);
    assertEquals(fresh, TraceContext.parse(fresh.header(fresh.spanId())));
  }

  @Test
  void onlyTheLastBitOfTheFlagsSaysSampled() {
    assertEquals(
        new TraceContext(TRACE, SPAN, false),
        TraceContext.parse("00-" + TRACE + "-" + SPAN + "-fe"));
    assertEquals(
        new TraceContext(TRACE, SPAN, true),
        TraceContext.parse("00-" + TRACE + "-" + SPAN + "-03"));
  }

  @Test
  void aLaterVersionMaySayMore() {
    assertNotNull(TraceContext.parse("01" + HEADER.substring(2) + "-more"));
    assertNull(TraceContext.parse("01" + HEADER.substring(2) + "more"));
    assertNull(TraceContext.parse(HEADER + "-more"));
  }

  @Test
  void whatIsNotValidIsNone() {
    for (String wrong :
        new String[] {
          "",
          "ff" + HEADER.substring(2),
          HEADER.toUpperCase(java.util.Locale.ROOT),
          HEADER.substring(1),
          HEADER.replace('-', '_'),
          "00-" + "0".repeat(32) + "-" + SPAN + "-01",
          "00-" + TRACE + "-" + "0".repeat(16) + "-01",
          "00-" + TRACE + "-" + SPAN + "-0x"
        }) {
      assertNull(TraceContext.parse(wrong), wrong);
    }
    assertNull(TraceContext.parse(null));
  }
}

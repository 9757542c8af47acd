package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class Http2BudgetTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final Http2Budget budget = new Http2Budget("frames", ticker);

  private void spend(int frames) throws Http2Exception {
    for (int i = 0; i < frames; i++) {
      budget.spend();
    }
  }

  @Test
  void endsTheConnectionThatSpendsTooMuch() throws Exception {
    spend(Http2Budget.FRAMES);
    Http2Exception end = assertThrows(Http2Exception.class, budget::spend);
    assertEquals(Http2Error.ENHANCE_YOUR_CALM, end.error());
    assertEquals("frames: more than 1000 in 10 s", end.getMessage());
  }

  @Test
  void isFullAgainAfterTenSeconds() throws Exception {
    spend(Http2Budget.FRAMES);
    ticker.advance(10, TimeUnit.SECONDS);
    spend(Http2Budget.FRAMES);
    assertThrows(Http2Exception.class, budget::spend);
  }

  @Test
  void nothingIsSavedUp() throws Exception {
    budget.earn(500);
    spend(Http2Budget.FRAMES);
    budget.earn(7);
    spend(7);
    assertThrows(Http2Exception.class, budget::spend);
  }
}

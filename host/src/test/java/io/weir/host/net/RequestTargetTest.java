package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The forms of RFC 9112 section 3.2. */
class RequestTargetTest {
  @Test
  void theHostOfTheAbsoluteFormCounts() {
    assertEquals(
        new RequestTarget("shop:81", "/?q"),
        RequestTarget.parse("GET", "http://shop:81?q", "other", false));
    assertEquals(
        new RequestTarget("shop", "/a"),
        RequestTarget.parse("GET", "HTTPS://shop/a", "other", true));
  }

  @Test
  void whatNeedsTlsIsNotServedWithout() {
    refused("https://shop/a", "shop");
  }

  @Test
  void aHostHeaderThatIsNoneIsRefusedHoweverTheTargetStands() {
    refused("http://shop/a", "a b");
  }

  private static void refused(String target, String host) {
    assertThrows(
        IllegalArgumentException.class, () -> RequestTarget.parse("GET", target, host, false));
  }
}

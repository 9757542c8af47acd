package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {":80", "shop:65536", "shop:123456", "shop:+1", "shop:8a", "[::1]8", "a@b"})
  void anAuthorityThatIsNone(String authority) {
    assertFalse(RequestTarget.isAuthority(authority));
    refused("/a", authority);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop:", "shop:65535", "shop:00080", "[::1]", "[::1]:8"})
  void anAuthority(String authority) {
    assertTrue(RequestTarget.isAuthority(authority));
  }

  private static void refused(String target, String host) {
    assertThrows(
        IllegalArgumentException.class, () -> RequestTarget.parse("GET", target, host, false));
  }
}

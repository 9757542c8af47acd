package io.weir.host.route;

import static io.weir.host.route.Routes.cookies;
import static io.weir.host.route.Routes.get;
import static io.weir.host.route.Routes.headers;
import static io.weir.host.route.Routes.is;
import static io.weir.host.route.Routes.like;
import static io.weir.host.route.Routes.not;
import static io.weir.host.route.Routes.prefix;
import static io.weir.host.route.Routes.present;
import static io.weir.host.route.Routes.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.Match;
import io.weir.host.config.ValueMatch;
import io.weir.host.stream.HeaderList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers, query parameters and cookies in a match. */
class ValueTestTest {
  private static boolean holds(Match match, HeaderList request) {
    String target = request.getOrEmpty(":path");
    int query = target.indexOf('?');
    return new RouteMatch(match).holds(target, query < 0 ? target.length() : query, request);
  }

  private static boolean header(ValueMatch match, String... headers) {
    return holds(headers(prefix("/"), match), get("h", "/", headers));
  }

  private static boolean queried(ValueMatch match, String target) {
    return holds(query(prefix("/"), match), get("h", target));
  }

  @Test
  void headersOfARequest() {
    assertTrue(header(is("X-A", "1"), "x-a", "1"));
    assertFalse(header(is("x-a", "1"), "x-a", "2"));
    assertFalse(header(is("x-a", "1")));
    assertTrue(header(like("x-a", "[0-9]+"), "x-a", "12"));
    assertFalse(header(like("x-a", "[0-9]+"), "x-a", "12x"));
    assertTrue(header(present("x-a"), "x-a", ""));
    assertFalse(header(present("x-a")));
  }

  @Test
  void whatIsInvertedHoldsWhereItWouldNot() {
    assertTrue(header(not(present("x-a"))));
    assertFalse(header(not(present("x-a")), "x-a", "1"));
    assertTrue(header(not(is("x-a", "1"))));
    assertTrue(header(not(is("x-a", "1")), "x-a", "2"));
    assertFalse(header(not(is("x-a", "1")), "x-a", "1"));
  }

  @Test
  void severalHeadersOfANameAreOneValue() {
    assertTrue(header(is("x-a", "1, 2"), "x-a", "1", "x-a", "2"));
    assertFalse(header(is("x-a", "1"), "x-a", "1", "x-a", "2"));
  }

  @ParameterizedTest
  @CsvSource({
    "/?a=1, true",
    "/?b=2&a=1, true",
    "/?b=2&a=1&c, true",
    "/?a=%31, true",
    "/?%61=1, true",
    "/?a=2&a=1, false",
    "/?a=11, false",
    "/?aa=1, false",
    "/?a, false",
    "/?, false",
    "/, false",
    "/a=1, false"
  })
  void queryParameters(String target, boolean expected) {
    assertEquals(expected, queried(is("a", "1"), target));
  }

  @Test
  void aQueryParameterIsDecoded() {
    assertTrue(queried(is("q", "a b"), "/?q=a+b"));
    assertTrue(queried(is("q", "a b"), "/?q=a%20b"));
    assertTrue(queried(is("q", "\u00fc"), "/?q=%C3%BC"));
    assertTrue(queried(is("q", "%zz"), "/?q=%zz"));
    assertTrue(queried(is("q", "%2"), "/?q=%2"));
    assertTrue(queried(is("a b", "1"), "/?a+b=1"));
    assertTrue(queried(like("q", "[a-z ]+"), "/?q=a+b"));
    assertTrue(queried(present("q"), "/?q"));
    assertTrue(queried(is("q", ""), "/?q="));
  }

  @ParameterizedTest
  @CsvSource({
    "a=1, true",
    "b=2; a=1, true",
    "b=2;a=1; c=3, true",
    "'a=\"1\"', true",
    "a=1 ; b=2, true",
    "aa=1, false",
    "ba=1, false",
    "b=a=1, false",
    "a=11, false",
    "a, false"
  })
  void cookieHeaders(String header, boolean expected) {
    Match match = cookies(prefix("/"), is("a", "1"));
    assertEquals(expected, holds(match, get("h", "/", "cookie", header)));
  }

  @Test
  void severalCookieHeadersAreOne() {
    Match match = cookies(prefix("/"), is("a", "1"), like("b", "x.*"));
    assertTrue(holds(match, get("h", "/", "cookie", "a=1", "cookie", "b=xyz")));
    assertFalse(holds(match, get("h", "/", "cookie", "a=1")));
  }
}

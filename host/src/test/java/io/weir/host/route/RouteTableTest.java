package io.weir.host.route;

import static io.weir.host.route.Routes.exact;
import static io.weir.host.route.Routes.expression;
import static io.weir.host.route.Routes.get;
import static io.weir.host.route.Routes.headers;
import static io.weir.host.route.Routes.is;
import static io.weir.host.route.Routes.match;
import static io.weir.host.route.Routes.method;
import static io.weir.host.route.Routes.prefix;
import static io.weir.host.route.Routes.query;
import static io.weir.host.route.Routes.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
  private static RouteTable table(Route... routes) {
    return new RouteTable(1, List.of(routes), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example.com, exact",
    "SHOP.Example.com, exact",
    "shop.example.com:8080, exact",
    "x.example.com, wildcard",
    "x.y.example.com, wildcard",
    "x.eu.example.com, longer wildcard",
    "eu.example.com, wildcard",
    "example.com, any",
    ".example.com, any",
    "[::1], literal",
    "[::1]:8080, literal",
    "'', any"
  })
  void theMostSpecificHostGoesFirst(String host, String expected) {
    RouteTable table =
        table(
            route("any", List.of(), prefix("/")),
            route("wildcard", List.of("*.example.com"), prefix("/")),
            route("longer wildcard", List.of("*.eu.example.com"), prefix("/")),
            route("exact", List.of("shop.example.com"), prefix("/")),
            route("literal", List.of("[::1]"), prefix("/")));
    assertEquals(expected, match(table, get(host, "/")));
  }

  @Test
  void whereNoRouteOfTheHostHoldsTheLessSpecificHostsAreTried() {
    RouteTable table =
        table(
            route("exact", List.of("a.b.c"), prefix("/exact")),
            route("long", List.of("*.b.c"), prefix("/long")),
            route("short", List.of("*.c"), prefix("/short")),
            route("any", List.of(), prefix("/any")));
    for (String name : List.of("exact", "long", "short", "any")) {
      assertEquals(name, match(table, get("a.b.c", "/" + name)));
    }
    assertNull(match(table, get("a.b.c", "/none")));
  }

  @ParameterizedTest
  @CsvSource({
    "/api, exact",
    "/api?x=/v1, exact",
    "/api/, prefix",
    "/api/v1, longer prefix",
    "/api/v1/x, longer prefix",
    "/api/v10, prefix",
    "/apis, root",
    "/, root",
    "/img/a.png, expression",
    "/img/a.png?x, expression",
    "/img/a.gif, img",
    "/img/a.pngx, img"
  })
  void anExactPathThenAnExpressionThenTheLongestPrefix(String path, String expected) {
    RouteTable table =
        table(
            route("root", List.of(), prefix("/")),
            route("prefix", List.of(), prefix("/api")),
            route("longer prefix", List.of(), prefix("/api/v1/")),
            route("img", List.of(), prefix("/img")),
            route("expression", List.of(), expression("/img/.*\\.png")),
            route("exact", List.of(), exact("/api")));
    assertEquals(expected, match(table, get("h", path)));
  }

  @Test
  void aPathThatIsNoneMatchesNothing() {
    RouteTable table = table(route("root", List.of(), prefix("/")));
    assertNull(match(table, get("h", "*")));
    assertNull(table.match("other", get("h", "/")));
  }

  @Test
  void aMethodThenHeadersThenQueryParametersThenTheOrder() {
    Route plain = route("plain", List.of(), prefix("/a"));
    Route second = route("second", List.of(), prefix("/a"));
    Route byQuery = route("query", List.of(), query(prefix("/a"), is("q", "1")));
    Route byHeader = route("header", List.of(), headers(prefix("/a"), is("x-a", "1")));
    Route byMethod = route("method", List.of(), method(prefix("/a"), "GET"));
    Route other = route("other method", List.of(), method(prefix("/a"), "PUT"));
    RouteTable table = table(plain, second, other, byQuery, byHeader, byMethod);
    assertEquals("method", match(table, get("h", "/a?q=1", "x-a", "1")));
    table = table(plain, second, other, byQuery, byHeader);
    assertEquals("header", match(table, get("h", "/a?q=1", "x-a", "1")));
    assertEquals("query", match(table, get("h", "/a?q=1")));
    assertEquals("plain", match(table, get("h", "/a")));
  }

  @Test
  void aLongerPrefixWhoseOtherPartsDoNotHoldLeavesTheRequestToAShorterOne() {
    RouteTable table =
        table(
            route("long", List.of(), headers(prefix("/a/b/c"), is("x", "1"))),
            route("middle", List.of(), method(prefix("/a/b"), "PUT")),
            route("short", List.of(), prefix("/a")));
    assertEquals("short", match(table, get("h", "/a/b/c/d")));
    assertEquals("long", match(table, get("h", "/a/b/c/d", "x", "1")));
  }

  @Test
  void anExpressionThatBacktracksElsewhereIsFastHere() {
    RouteTable table = table(route("evil", List.of(), expression("/(a|aa)+")));
    assertNull(match(table, get("h", "/" + "a".repeat(8_000) + "b")));
  }
}

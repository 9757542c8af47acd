package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a route does with a stream beside sending it on, and in which order with its plugins. */
class RouteActionsTest {
  private static HeaderList sent(Rig rig) {
    return Objects.requireNonNull(rig.up.headers);
  }

  private static HeaderList received(Rig rig) {
    return Objects.requireNonNull(rig.down.headers);
  }

  @Test
  void headersOfARequestChangeBehindItsPlugins() {
    String[] seen = new String[1];
    try (Rig rig = new Rig()) {
      rig.configured(
          """
          filters:
          - type: RequestHeaderModifier
            requestHeaderModifier:
              set: [ { name: X-Set, value: "%PROTOCOL% %REQ(x-old)%" } ]
              add: [ { name: x-add, value: "100%%" }, { name: x-none, value: "%REQ(x)%" } ]
              remove: [ X-Gone ]
          """);
      rig.filter("a")
          .on(
              "req-headers",
              g -> {
                seen[0] = g.header(0, "x-gone");
                return 0;
              });
      rig.request(true, "x-set", "mine", "x-old", "o", "x-add", "1", "x-gone", "g");
      assertEquals("g", seen[0]);
      assertEquals("HTTP/1.1 o", sent(rig).get("x-set"));
      assertTrue(sent(rig).toString().contains("x-add: 1\n"), sent(rig).toString());
      assertTrue(sent(rig).toString().contains("x-add: 100%\n"), sent(rig).toString());
      assertEquals("-", sent(rig).get("x-none"));
      assertNull(sent(rig).get("x-gone"));
      rig.answer(true);
    }
  }

  @Test
  void headersOfAResponseChangeBeforeItsPlugins() {
    String[] seen = new String[1];
    try (Rig rig = new Rig()) {
      rig.configured(
          """
          filters:
          - type: ResponseHeaderModifier
            responseHeaderModifier: { set: [ { name: server, value: w } ], remove: [ x-p ] }
          """);
      rig.filter("a")
          .on(
              "res-headers",
              g -> {
                seen[0] = g.header(2, "server");
                return 0;
              });
      rig.request(true);
      rig.answer(true, "server", "o", "x-p", "p");
      assertEquals("w", seen[0]);
      assertNull(received(rig).get("x-p"));
    }
  }

  @Test
  void aBackendHasHeadersOfItsOwn() {
    try (Rig rig = new Rig()) {
      rig.configured(
          """
          backendRefs:
            - name: origin
              filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier: { set: [ { name: x-to, value: "%UPSTREAM_CLUSTER%" } ] }
                - type: ResponseHeaderModifier
                  responseHeaderModifier: { set: [ { name: x-from, value: origin } ] }
          """
              .strip(),
          "");
      rig.request(true);
      assertEquals("origin", sent(rig).get("x-to"));
      rig.answer(true);
      assertEquals("origin", received(rig).get("x-from"));
    }
  }

  @Test
  void aRewriteLeavesTheRouteAsItIs() {
    try (Rig rig = new Rig()) {
      rig.configured(
          """
          matches: [ { path: { type: PathPrefix, value: /p } } ]
          filters:
          - type: URLRewrite
            urlRewrite:
              hostname: shop.internal
              path: { type: ReplacePrefixMatch, replacePrefixMatch: /v2 }
          """);
      rig.filter("a");
      rig.request(true, ":path", "/p/x?q=1");
      rig.expect("a req-headers /p/x?q=1 end", "up headers /v2/x?q=1 end");
      assertEquals("shop.internal", sent(rig).get(":authority"));
      assertEquals("/p/x?q=1", sent(rig).get("x-envoy-original-path"));
      assertEquals("route", rig.stream().routeName());
      rig.answer(true);
    }
  }

  @Test
  void aRedirectIsAnsweredBehindThePluginsOfTheRequest() {
    try (Rig rig = new Rig()) {
      rig.configured(
          "",
          """
          filters:
          - type: RequestRedirect
            requestRedirect: { scheme: https, statusCode: 301 }
          """);
      rig.filter("a");
      rig.request(true, ":path", "/p?x", ":authority", "shop:8080");
      rig.expect("a req-headers /p?x end", "a res-headers 301 end", "down headers 301 end");
      assertEquals("https://shop/p?x", received(rig).get("location"));
      assertEquals("0", received(rig).get("content-length"));
      assertEquals("direct_response", rig.stream().info().detail());
    }
  }

  @Test
  void aDirectResponseNeedsNoUpstream() {
    try (Rig rig = new Rig()) {
      rig.configured("", DIRECT);
      rig.request(false);
      rig.expect("down headers 403", "down data <p>no</p> end");
      assertEquals("9", received(rig).get("content-length"));
      assertEquals("text/html", received(rig).get("content-type"));
    }
  }

  @Test
  void aDirectResponseToHeadHasTheLengthAndNoBody() {
    try (Rig rig = new Rig()) {
      rig.configured("", DIRECT);
      rig.request(true, ":method", "HEAD");
      rig.expect("down headers 403 end");
      assertEquals("9", received(rig).get("content-length"));
    }
  }

  private static final String DIRECT =
      """
      filters:
      - type: DirectResponse
        directResponse:
          status: 403
          headers: [ { name: content-type, value: text/html } ]
          body: "<p>no</p>"
      """;

  private static final String CORS =
      """
      filters:
      - type: CORS
        cors:
          allowOrigins: [ "https://*.example.com" ]
          allowMethods: [ GET, PUT ]
          allowHeaders: [ "*" ]
          exposeHeaders: [ x-a ]
          maxAge: 60
      """;

  @Test
  void aPreflightIsAnsweredBeforeThePlugins() {
    try (Rig rig = new Rig()) {
      rig.configured(CORS);
      rig.filter("a");
      preflight(rig, "https://a.example.com");
      rig.expect("a res-headers 204 end", "down headers 204 end");
      assertEquals("https://a.example.com", received(rig).get("access-control-allow-origin"));
      assertEquals("GET, PUT", received(rig).get("access-control-allow-methods"));
      assertEquals("*", received(rig).get("access-control-allow-headers"));
      assertEquals("60", received(rig).get("access-control-max-age"));
      assertEquals("origin", received(rig).get("vary"));
      assertNull(received(rig).get("content-length"));
    }
  }

  @Test
  void aPreflightOfAStrangerIsAllowedNothing() {
    try (Rig rig = new Rig()) {
      rig.configured(CORS);
      preflight(rig, "https://example.com");
      rig.expect("down headers 204 end");
      assertNull(received(rig).get("access-control-allow-origin"));
    }
  }

  private static void preflight(Rig rig, String origin) {
    String method = "access-control-request-method";
    rig.request(true, ":method", "OPTIONS", "origin", origin, method, "PUT");
  }

  @Test
  void anAllowedOriginMayReadTheResponse() {
    try (Rig rig = new Rig()) {
      rig.configured(CORS);
      rig.request(true, "origin", "https://a.example.com");
      rig.answer(true, "access-control-allow-origin", "*");
      assertEquals("https://a.example.com", received(rig).get("access-control-allow-origin"));
      assertEquals("x-a", received(rig).get("access-control-expose-headers"));
    }
  }

  private static String fault(String delay, String abort) {
    return "filters:\n- type: FaultInjection\n  faultInjection: { %s%s }".formatted(delay, abort);
  }

  @Test
  void aDelayedRequestWaitsWithItsBodyAndThenGoesOn() {
    try (Rig rig = new Rig()) {
      rig.configured(fault("delay: { fixedDelay: 2s }", ""));
      rig.filter("a");
      rig.request(false);
      rig.data("one", true);
      rig.advance(Duration.ofMillis(1_999));
      rig.expect();
      rig.advance(Duration.ofMillis(1));
      rig.expect("a req-headers /p", "a req-body one end", "up headers /p", "up data one end");
      assertTrue((rig.stream().info().flags() & 1 << 9) != 0, "DelayInjected");
      rig.answer(true);
    }
  }

  @Test
  void aClientThatGoesAwayWhileDelayedLeavesNothing() {
    try (Rig rig = new Rig()) {
      rig.configured(fault("delay: { fixedDelay: 2s }", ""));
      rig.request(false);
      rig.data("one", true);
      rig.reset();
      rig.advance(Duration.ofSeconds(3));
      rig.expect();
    }
  }

  @Test
  void aDelayCountsForTheRequestsDeadline() {
    try (Rig rig = new Rig()) {
      rig.configured("timeouts: { request: 1s }\n" + fault("delay: { fixedDelay: 2s }", ""));
      rig.request(false);
      rig.advance(Duration.ofSeconds(1));
      assertEquals("504", received(rig).get(":status"));
      rig.advance(Duration.ofSeconds(2));
      assertNull(rig.up.headers);
    }
  }

  @Test
  void anAbortedRequestReachesNoPluginAndNoUpstream() {
    try (Rig rig = new Rig()) {
      rig.configured(fault("delay: { fixedDelay: 1s }, ", "abort: { httpStatus: 418 }"));
      rig.filter("a");
      rig.request(true);
      rig.advance(Duration.ofSeconds(1));
      assertEquals("418", received(rig).get(":status"));
      assertTrue((rig.stream().info().flags() & 1 << 10) != 0, "FaultInjected");
      assertNull(rig.up.headers);
      assertTrue(rig.events.contains("a res-headers 418"), rig.events.toString());
      assertTrue(
          rig.events.stream().noneMatch(e -> e.startsWith("a req")), "no plugin has seen it");
    }
  }

  @Test
  void anAbortOfGrpcHasItsStatus() {
    try (Rig rig = new Rig()) {
      rig.configured(fault("", "abort: { grpcStatus: 8 }"));
      rig.request(true, "content-type", "application/grpc");
      rig.expect("down headers 200 end");
      assertEquals("8", received(rig).get("grpc-status"));
    }
  }

  @Test
  void noPercentageMeansNobody() {
    try (Rig rig = new Rig()) {
      rig.configured(fault("", "abort: { httpStatus: 503, percentage: 0 }"));
      rig.request(true);
      rig.expect("up headers /p end");
      rig.answer(true);
    }
  }

  @Test
  void aResponseMustEndWithinTheRequestsTime() {
    try (Rig rig = new Rig()) {
      rig.configured("timeouts: { request: 1s }");
      rig.request(true);
      rig.answer(false);
      rig.advance(Duration.ofSeconds(1));
      rig.expect("up headers /p end", "down headers 200", "down reset", "up cancel");
      assertTrue((rig.stream().info().flags() & 1 << 2) != 0, "UpstreamRequestTimeout");
    }
  }

  @Test
  void aClientOfGrpcSaysHowLongItWaitsUpToTheCap() {
    try (Rig rig = new Rig()) {
      rig.configured("timeouts: { maxGrpcTimeout: 1s }");
      rig.request(false, "content-type", "application/grpc", "grpc-timeout", "100m");
      rig.advance(Duration.ofMillis(99));
      assertNull(rig.down.headers);
      rig.advance(Duration.ofMillis(1));
      assertEquals("4", received(rig).get("grpc-status"));
    }
    try (Rig rig = new Rig()) {
      rig.configured("timeouts: { maxGrpcTimeout: 1s }");
      rig.request(false, "content-type", "application/grpc", "grpc-timeout", "9H");
      rig.advance(Duration.ofSeconds(1));
      assertEquals("4", received(rig).get("grpc-status"));
    }
  }

  @Test
  void backendsWithoutAnyWeightAre500() {
    try (Rig rig = new Rig()) {
      rig.configured("backendRefs: [ { name: origin, weight: 0 } ]", "");
      rig.request(true);
      assertEquals("500", received(rig).get(":status"));
    }
  }
}

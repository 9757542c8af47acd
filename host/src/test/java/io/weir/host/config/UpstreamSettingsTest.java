package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigReader.Format;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.LoadBalancer.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of an upstream, and what is said of mistakes. */
class UpstreamSettingsTest {
  private static final String ALL =
      """
      upstreams:
        - name: shop
          protocol: H2C
          endpoints:
            - 127.0.0.1:9001
            - { address: "shop.internal:80", weight: 3, locality: b, priority: 1, drain: true }
          dns: { mode: Strict, minTtl: 2s, maxTtl: 1m, retry: 3s, family: All, servers: [ "127.0.0.1:53" ] }
          loadBalancer:
            policy: RingHash
            choices: 3
            hashOn:
              - header: X-User
              - cookie: { name: sid, ttl: 1h, path: /shop }
              - query: user
              - sourceIP: true
            minimumRingSize: 512
            maximumRingSize: 4096
            tableSize: 251
            localityWeights: { "": 1, b: 2 }
            overprovisioning: 150
          timeouts: { connect: 1s, idle: 30s }
          healthCheck:
            active:
              type: HTTP
              http: { path: /healthz, hostname: shop, method: HEAD, expectedStatuses: [ 200, "300-399" ], headers: { x-check: "1" } }
              interval: 5s
              timeout: 500ms
              jitterPercent: 20
              unhealthyThreshold: 2
              healthyThreshold: 4
            passive:
              consecutive5xxErrors: 7
              consecutiveGatewayErrors: 3
              consecutiveConnectFailures: 2
              interval: 1s
              baseEjectionTime: 2s
              maxEjectionTime: 20s
              maxEjectionPercent: 50
              successRate: { minimumHosts: 3, requestVolume: 10, stdevFactor: 1500 }
            panicThreshold: 30
          circuitBreaker: { maxConnections: 10, maxPendingRequests: 20, maxRequests: 30, maxRetries: 4 }
          connections: { maxDuration: 10m, maxRequests: 1000, maxIdle: 5, drainTimeout: 1m }
      """;

  private static Upstream read(String yaml) {
    return Texts.yaml(yaml).upstreams().getFirst();
  }

  @Test
  void readsAll() {
    Upstream shop = read(ALL);
    assertEquals(
        new UpstreamEndpoint("shop.internal:80", 3, "b", 1, true), shop.endpoints().get(1));
    assertEquals(DnsSettings.Mode.Strict, shop.dns().mode());
    assertEquals(Policy.RingHash, shop.loadBalancer().policy());
    assertEquals(
        List.of(
            new HashKey.Header("x-user"),
            new HashKey.Cookie("sid", Duration.ofHours(1), "/shop"),
            new HashKey.Query("user"),
            new HashKey.SourceIp()),
        shop.loadBalancer().hash().on());
    assertEquals(Map.of("", 1, "b", 2), shop.loadBalancer().locality().weights());
    ActiveHealthCheck active = shop.healthCheck().active();
    assertNotNull(active);
    assertEquals(
        new Probe.Http(
            "/healthz",
            "shop",
            "HEAD",
            List.of(new StatusRange(200, 200), new StatusRange(300, 399)),
            Map.of("x-check", "1")),
        active.probe());
    assertEquals(new CircuitBreaker(10, 20, 30, 4), shop.circuitBreaker());
    assertEquals(
        new ConnectionSettings(Duration.ofMinutes(10), 1000, 5, Duration.ofMinutes(1)),
        shop.connections());
  }

  @Test
  void writesWhatItHasRead() {
    GatewayConfig config = Texts.yaml(ALL);
    String written = GatewayWriter.gatewayConfig(config).toString();
    assertEquals(config, ConfigReader.read(written, Format.JSON));
  }

  @Test
  void otherChecksAreWrittenToo() {
    for (String check :
        List.of(
            "{ type: TCP, tcp: { send: PING, receive: PONG } }",
            "{ type: TCP }",
            "{ type: GRPC, grpc: { service: shop } }",
            "{ type: GRPC }",
            "{}")) {
      GatewayConfig config = Texts.yaml(one("healthCheck: { active: " + check + " }"));
      assertEquals(
          config,
          ConfigReader.read(GatewayWriter.gatewayConfig(config).toString(), Format.JSON),
          check);
    }
    GatewayConfig slow =
        Texts.yaml(one("loadBalancer: { slowStart: { window: 30s, aggression: 1.5 } }"));
    assertEquals(
        slow, ConfigReader.read(GatewayWriter.gatewayConfig(slow).toString(), Format.JSON));
  }

  @Test
  void whatIsNotSaidIsOff() {
    Upstream plain = read(one(""));
    assertNull(plain.healthCheck().active());
    assertNull(plain.healthCheck().passive());
    assertEquals(CircuitBreaker.NONE, plain.circuitBreaker());
    Upstream outliers = read(one("healthCheck: { passive: {} }"));
    assertEquals(OutlierDetection.DEFAULT, outliers.healthCheck().passive());
  }

  private static String one(String more) {
    return """
    upstreams:
      - name: u
        endpoints: [ "127.0.0.1:1" ]
        %s
    """
        .formatted(more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loadBalancer: { policy: RingHash } | loadBalancer.hashOn: missing",
        "loadBalancer: { policy: Maglev, tableSize: 65536, hashOn: [ { sourceIP: true } ] } | tableSize: 65536 (expected: a prime",
        "loadBalancer: { hashOn: [ { header: a, query: b } ] } | hashOn[0]: 2 keys",
        "loadBalancer: { hashOn: [ {} ] } | hashOn[0]: 0 keys",
        "loadBalancer: { hashOn: [ { header: 'a b' } ] } | hashOn[0].header: \"a b\"",
        "loadBalancer: { choices: 1 } | choices: 1 (expected: 2 to 100)",
        "loadBalancer: { slowStart: {} } | slowStart.window: missing",
        "loadBalancer: { localityWeights: { a: 1 } } | endpoints[0].locality: \"\" has no weight",
        "loadBalancer: { localityWeights: { a: x } } | localityWeights.a: a string",
        "dns: { mode: Strict, minTtl: 10m } | dns.minTtl: 10m (expected:",
        "dns: { servers: [ '127.0.0.1:53' ] } | dns.mode: Logical (expected: Strict",
        "healthCheck: { active: { type: TCP, http: { path: / } } } | http: unknown field",
        "healthCheck: { active: { http: { path: healthz } } } | path: \"healthz\" (expected: a path",
        "healthCheck: { active: { http: { expectedStatuses: [ '2xx' ] } } } | expectedStatuses: \"2xx\"",
        "healthCheck: { active: { interval: 0s } } | interval: 0s (expected: more than zero)",
        "healthCheck: { panicThreshold: 101 } | panicThreshold: 101 (expected: 0 to 100)",
        "healthCheck: { passive: { maxEjectionTime: 1s } } | maxEjectionTime: 1s (expected: at least",
        "circuitBreaker: { maxRequests: -1 } | maxRequests: -1 (expected: 0 to",
        "connections: { maxIdel: 1 } | maxIdel: unknown field",
      })
  void mistakesAreNamed(String more, String expected) {
    ConfigException refused = assertThrows(ConfigException.class, () -> read(one(more)));
    String told = refused.problems().toString().replaceAll(" \\(line [0-9]+\\)", "");
    assertTrue(told.contains(expected), told);
  }

  @Test
  void endpointsAreCheckedAsMappingsToo() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                read(
                    """
                    upstreams:
                      - name: u
                        endpoints: [ { address: "a:80", weight: 0 }, { weight: 1 }, "a:80" ]
                    """));
    String told = refused.problems().toString().replaceAll(" \\(line [0-9]+\\)", "");
    assertTrue(told.contains("endpoints[0].weight: 0 (expected: 1 to 1000)"), told);
    assertTrue(told.contains("endpoints[1].address: missing"), told);
    assertTrue(told.contains("endpoints[2]: \"a:80\" stands here twice"), told);
  }
}

package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Engine;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Phase;
import io.weir.host.config.GatewayConfig.Plugin;
import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.config.GatewayConfig.PullPolicy;
import io.weir.host.config.GatewayConfig.Route;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.LoadBalancer.Policy;
import io.weir.host.config.PathMatch.PathType;
import io.weir.proxywasm.AbiLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private final GatewayConfig config = Texts.yaml(Texts.EVERYTHING);

  @Test
  void readsListenersAndUpstreams() {
    assertEquals("127.0.0.1:8080", config.listeners().getFirst().address());
    assertEquals("waf", config.listeners().getFirst().plugins().getFirst().name());
    Upstream shop = config.upstreams().getFirst();
    assertEquals(UpstreamProtocol.H2C, shop.protocol());
    assertEquals(
        List.of("127.0.0.1:9001", "[::1]:9002", "shop.internal:80"),
        shop.endpoints().stream().map(UpstreamEndpoint::address).toList());
    assertEquals(Policy.LeastRequest, shop.loadBalancer().policy());
    assertEquals(Duration.ofMillis(500), shop.timeouts().connect());
    assertEquals(Duration.ofSeconds(90), shop.timeouts().idle());
  }

  @Test
  void readsAPlugin() {
    Plugin plugin = config.plugins().getFirst();
    assertEquals(PullPolicy.Always, plugin.imagePullPolicy());
    assertEquals(Duration.ofSeconds(30), plugin.pollInterval());
    assertEquals(Phase.AUTHN, plugin.phase());
    assertEquals(100, plugin.priority());
    assertEquals(FailStrategy.FAIL_OPEN, plugin.failStrategy());
    assertEquals("key_auth", plugin.rootId());
    assertEquals(Map.of("MODE", "strict"), plugin.vmConfig().env());
    assertEquals("{}", plugin.vmConfig().configuration());
    assertEquals(Engine.endive, plugin.engine());
    assertEquals(
        AbiLimits.DEFAULT
            .withMemory(32 << 20)
            .withTimes(Duration.ofMillis(20), AbiLimits.DEFAULT.start()),
        plugin.limits());
    assertEquals(
        "{\"header\":\"x-api-key\",\"deep\":[{\"n\":1,\"f\":1.5,\"b\":true,\"nothing\":null}]}",
        plugin.pluginConfig().toString());
  }

  @Test
  void readsARouteWithItsBinding() {
    Route route = config.routes().getFirst();
    assertEquals(List.of("web"), route.listeners());
    assertEquals("GET", route.matches().getFirst().method());
    assertEquals("x-canary", route.matches().getFirst().headers().getFirst().name());
    assertEquals(PathType.RegularExpression, route.matches().get(1).path().type());
    assertEquals(100, route.backendRefs().getFirst().weight());
    assertEquals(Duration.ofMinutes(10), route.timeouts().idle());
    PluginRef binding = route.plugins().getFirst();
    assertEquals(Phase.AUTHZ, binding.phase());
    assertEquals(-1, binding.priority());
    assertNotNull(binding.pluginConfig());
    assertTrue(binding.pluginConfig().toString().contains("${env:ALICE_KEY}"));
  }

  @Test
  void fillsInDefaults() {
    GatewayConfig config =
        Texts.yaml(
            """
            upstreams: [ { name: u, endpoints: [ "127.0.0.1:1" ] } ]
            plugins: [ { name: p, url: "https://example.com/p.wasm" } ]
            routes: [ { name: r, backendRefs: [ { name: u } ], plugins: [ { name: p } ] } ]
            """);
    assertEquals(UpstreamProtocol.HTTP1, config.upstreams().getFirst().protocol());
    assertEquals(Policy.RoundRobin, config.upstreams().getFirst().loadBalancer().policy());
    assertEquals(Duration.ofSeconds(2), config.upstreams().getFirst().timeouts().connect());
    Plugin plugin = config.plugins().getFirst();
    assertEquals(PullPolicy.UNSPECIFIED_POLICY, plugin.imagePullPolicy());
    assertEquals(Phase.UNSPECIFIED_PHASE, plugin.phase());
    assertEquals(0, plugin.priority());
    assertEquals(FailStrategy.FAIL_CLOSE, plugin.failStrategy());
    assertEquals(AbiLimits.DEFAULT, plugin.limits());
    assertTrue(plugin.pluginConfig().isNull());
    Route route = config.routes().getFirst();
    assertEquals(List.of(Defaults.ANY), route.matches());
    assertEquals(Duration.ofSeconds(60), route.timeouts().backendRequest());
    assertEquals(Duration.ZERO, route.timeouts().idle());
    assertNull(route.plugins().getFirst().pluginConfig());
    assertNull(route.plugins().getFirst().priority());
  }

  @Test
  void takesASectionWithNothingInItAsMissing() {
    assertEquals(List.of(), Texts.yaml("listeners:\nroutes:\n").routes());
  }

  @Test
  void readsJsonWithTabs() {
    GatewayConfig read =
        Texts.json("{\n\t\"listeners\": [ { \"name\": \"w\", \"address\": \"127.0.0.1:1\" } ] }");
    assertEquals("w", read.listeners().getFirst().name());
  }

  @Test
  void readsPlainScalarsByYaml12() {
    GatewayConfig read =
        Texts.yaml(
            """
            plugins:
              - name: no
                url: file:///p.wasm
                pluginConfig: { a: on, b: 010, c: 0x10, d: 2026-01-01, e: 1:30, f: ~, g: "1" }
            """);
    assertEquals("no", read.plugins().getFirst().name());
    assertEquals(
        "{\"a\":\"on\",\"b\":10,\"c\":16,\"d\":\"2026-01-01\",\"e\":\"1:30\",\"f\":null,\"g\":\"1\"}",
        read.plugins().getFirst().pluginConfig().toString());
  }

  @Test
  void resolvesAliases() {
    GatewayConfig read =
        Texts.yaml(
            """
            upstreams:
              - { name: a, endpoints: &e [ "127.0.0.1:1" ] }
              - { name: b, endpoints: *e }
            """);
    assertEquals(
        List.of("127.0.0.1:1"),
        read.upstreams().get(1).endpoints().stream().map(UpstreamEndpoint::address).toList());
  }

  @Test
  void readsFilesByTheirEnding(@TempDir Path folder) throws Exception {
    Path json = Files.writeString(folder.resolve("c.json"), "{\"listeners\":[]}");
    Path yaml = Files.writeString(folder.resolve("c.yaml"), "listeners: []");
    assertEquals(ConfigReader.read(yaml), ConfigReader.read(json));
  }

  @Test
  void namesAFileThatCannotBeRead(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("none.yaml");
    ConfigException e = assertThrows(ConfigException.class, () -> ConfigReader.read(missing));
    assertEquals(missing + ": no such file", e.problems().getFirst().message());
    Path binary = folder.resolve("b.yaml");
    Files.write(binary, "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    e = assertThrows(ConfigException.class, () -> ConfigReader.read(binary));
    assertEquals(binary + ": not UTF-8 text", e.problems().getFirst().message());
    assertEquals("save it as UTF-8", e.problems().getFirst().remedy());
  }

  @Test
  void readsATcpListener() {
    GatewayConfig tcp =
        Texts.yaml(
            """
            listeners:
              - { name: db, address: "127.0.0.1:0", protocol: TCP, backendRefs: [ { name: db } ] }
              - name: cache
                address: "127.0.0.1:0"
                protocol: TCP
                backendRefs: [ { name: db, weight: 90 } ]
                timeouts: { idle: 0s }
            upstreams: [ { name: db, endpoints: [ "127.0.0.1:5432" ] } ]
            """);
    Listener db = tcp.listeners().getFirst();
    assertEquals(Protocol.TCP, db.protocol());
    assertEquals(List.of(new BackendRef("db", 1)), db.backendRefs());
    assertEquals(Duration.ofHours(1), db.timeouts().idle());
    assertEquals(Duration.ZERO, tcp.listeners().getLast().timeouts().idle());
    assertEquals(tcp, Texts.json(ConfigWriter.json(tcp)), "and writes what it reads");
  }
}

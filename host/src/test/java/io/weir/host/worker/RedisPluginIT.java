package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that ask a real Redis by the host calls of Higress. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class RedisPluginIT {
  private static final String GET = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
  private static final String INCR = "*2\r\n$4\r\nINCR\r\n$4\r\nhits\r\n";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private static String data(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      escaped.append(String.format("\\%02x", b));
    }
    return escaped.toString();
  }

  /** Answers each request with the raw reply to one command; its status when there is none. */
  private String asks(String service, String user, String password, String query) throws Exception {
    int afterService = 16 + service.length();
    int afterUser = afterService + user.length();
    int afterPassword = afterUser + password.length();
    return Wats.module(
        folder,
        "asks",
        """
        (module
          (import "env" "proxy_redis_init"
            (func $init (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
          (import "env" "proxy_redis_call" (func $call (param i32 i32 i32 i32 i32) (result i32)))
          (import "env" "proxy_get_buffer_bytes"
            (func $buffer (param i32 i32 i32 i32 i32) (result i32)))
          (import "env" "proxy_set_effective_context" (func $effective (param i32) (result i32)))
          (import "env" "proxy_send_local_response"
            (func $reply (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (global $context (mut i32) (i32.const 0))
          (data (i32.const 16) "%s")
          (func (export "proxy_abi_version_0_2_100"))
          (func (export "malloc") (param i32) (result i32) (i32.const 4096))
          (func (export "proxy_on_configure") (param i32 i32) (result i32)
            (i32.eqz (call $init (i32.const 16) (i32.const %d) (i32.const %d) (i32.const %d)
              (i32.const %d) (i32.const %d) (i32.const 5000))))
          (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
            (global.set $context (local.get 0))
            (if (call $call (i32.const 16) (i32.const %d) (i32.const %d) (i32.const %d)
              (i32.const 0)) (then (return (i32.const 0))))
            (i32.const 4))
          (func (export "proxy_on_redis_call_response") (param i32 i32 i32 i32)
            (i32.store (i32.const 4) (i32.const 0))
            (i32.store (i32.const 8) (i32.const 0))
            (drop (call $buffer (i32.const 9) (i32.const 0) (local.get 3)
              (i32.const 4) (i32.const 8)))
            (drop (call $effective (global.get $context)))
            (drop (call $reply (i32.add (i32.const 200) (local.get 2)) (i32.const 0) (i32.const 0)
              (i32.load (i32.const 4)) (i32.load (i32.const 8))
              (i32.const 0) (i32.const 0) (i32.const -1))))
        )
        """
            .formatted(
                data(service + user + password + query),
                service.length(),
                afterService,
                user.length(),
                afterUser,
                password.length(),
                service.length(),
                afterPassword,
                query.length()));
  }

  private void serve(int redis, String plugin) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%d" ] }
          - { name: redis, endpoints: [ "127.0.0.1:%d" ] }
        plugins: [ { name: asks, url: "%s" } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ], plugins: [ { name: asks } ] } ]
        """
            .formatted(origin.port(), redis, plugin));
  }

  @Test
  void aPluginCountsInRedis() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder, "--requirepass", "secret")) {
      serve(redis.port(), asks("outbound|6379||redis.static?db=3", "default", "secret", INCR));
      for (int i = 1; i <= 3; i++) {
        String answer = gateway.exchange(GET);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("\r\n\r\n:" + i + "\r\n"), answer);
      }
      assertEquals(0, origin.connections());
    }
  }

  @Test
  void aServerThatIsGoneIsToldAndFoundAgain() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      serve(redis.port(), asks("redis", "", "", INCR));
      assertTrue(gateway.exchange(GET).endsWith(":1\r\n"));
      redis.kill();
      String answer = gateway.exchange(GET);
      assertTrue(answer.startsWith("HTTP/1.1 201 "), answer);
      redis.restart();
      assertTrue(
          TestGateway.soon(() -> exchange().endsWith(":1\r\n")), "the new server counts from 1");
    }
  }

  private String exchange() {
    try {
      return gateway.exchange(GET);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anErrorOfRedisIsAReply() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      serve(redis.port(), asks("redis", "", "", "*1\r\n$5\r\nNOSUC\r\n"));
      String answer = gateway.exchange(GET);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.contains("\r\n\r\n-ERR unknown command"), answer);
    }
  }

  @Test
  void anUpstreamThatNobodyKnowsIsRefusedAsThePluginStarts() throws Exception {
    String plugin = asks("outbound|6379||nobody.static", "", "", INCR);
    ConfigException refused = assertThrows(ConfigException.class, () -> serve(1, plugin));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("proxy_on_configure returned false"),
        refused.getMessage());
  }

  /** The SDK's own client, in Go. */
  @Test
  void aPluginOfHigressLimitsRequests() throws Exception {
    Path module =
        Path.of("..", "plugins-field", "out", "redis-rate-limit.wasm").toAbsolutePath().normalize();
    Assumptions.assumeTrue(
        Files.exists(module), "redis-rate-limit.wasm is not built: run plugins-field/build");
    Assumptions.assumeTrue(
        gateway.plane().engines().stream()
            .anyMatch(e -> e.name().equals("wasmtime") && e.available()),
        "wasmtime does not run here: set WEIR_WASMTIME_LIB, see ./weir build");
    gateway.close();
    // Kept between runs: the module's compilation is most of the time that this takes.
    gateway = new TestGateway(Path.of("target", "field-cache"), 1);
    try (RedisProcess redis = new RedisProcess(folder, "--requirepass", "secret")) {
      gateway.apply(
          """
          listeners: [ { name: web, address: "127.0.0.1:0" } ]
          upstreams:
            - { name: origin, endpoints: [ "127.0.0.1:%d" ] }
            - { name: redis, endpoints: [ "127.0.0.1:%d" ] }
          plugins: [ { name: limit, url: "%s", engine: wasmtime } ]
          routes:
            - name: all
              backendRefs: [ { name: origin } ]
              plugins:
                - name: limit
                  pluginConfig:
                    header: x-user
                    limit: 2
                    window: 600
                    redis:
                      { service_name: redis.static, service_port: 6379, password: secret,
                        timeout: 5000, database: 1 }
          """
              .formatted(origin.port(), redis.port(), module.toUri()));
      assertTrue(as("alice").startsWith("HTTP/1.1 200 "));
      assertTrue(as("alice").startsWith("HTTP/1.1 200 "));
      String third = as("alice");
      assertTrue(third.startsWith("HTTP/1.1 429 "), third);
      assertTrue(third.endsWith("\r\n\r\ntoo many requests"), third);
      assertTrue(as("bob").startsWith("HTTP/1.1 200 "), "each value has its own count");
      redis.kill();
      assertTrue(as("alice").startsWith("HTTP/1.1 200 "), "not counted, not refused");
    }
  }

  private String as(String user) throws Exception {
    return gateway.exchange(
        "GET / HTTP/1.1\r\nhost: x\r\nx-user: " + user + "\r\nconnection: close\r\n\r\n");
  }
}

package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.ext.higress.RedisCallout.Options;
import io.weir.proxywasm.testkit.FakeRedis.FakeClient;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis commands that a guest sends. */
class RedisCalloutsTest {
  private static final String PING = "*1\r\n$4\r\nPING\r\n";
  private final List<String> heard = new ArrayList<>();

  private void noting(TestGuest g) {
    g.onLong(
        "proxy_on_redis_call_response",
        4,
        (root, token, status, size, e) -> {
          heard.add(token + " " + status + " " + size + " " + g.buffer(9, 0, 99).text());
          return 0;
        });
  }

  private TestVm start() {
    return TestVm.start(this::noting);
  }

  private TestVm startUnadopted(Consumer<TestGuest> configure) {
    TestVm.Setup setup = new TestVm.Setup();
    setup.adopt = false;
    setup.upstreams = name -> !name.equals("unknown");
    return TestVm.start(
        setup,
        g -> {
          noting(g);
          g.on(
              "proxy_on_configure",
              2,
              (root, b, c) -> {
                configure.accept(g);
                return 1;
              });
        });
  }

  private static int init(TestGuest g, String service, String password, int timeout) {
    long[] args = TestGuest.joined(g.text(service), g.text("user"));
    args = TestGuest.joined(TestGuest.joined(args, g.text(password)), timeout);
    return g.host("proxy_redis_init", args);
  }

  private static int init(TestGuest g, String service) {
    return init(g, service, "secret", 100);
  }

  private static int call(TestGuest g, String service, String command, int out) {
    long[] args = TestGuest.joined(g.text(service), g.text(command));
    return g.host("proxy_redis_call", TestGuest.joined(args, out));
  }

  private static int token(TestGuest g, String service) {
    int out = g.slot();
    assertEquals(OK, call(g, service, PING, out));
    return g.memory().readInt(out);
  }

  @Test
  void aCommandGoesOutAndItsReplyComesToTheRoot() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(
          g -> {
            assertEquals(OK, init(g, "redis?db=3&buffer_flush_timeout=2"));
            token[0] = token(g, "redis?db=3&buffer_flush_timeout=2");
          });
      FakeClient client = t.redis.clients.getFirst();
      assertEquals("redis user:secret", client.login);
      assertEquals(new Options(100, 3, 2, 1024), client.options);
      assertEquals(List.of(PING), client.commands);
      client.listeners.getFirst().onReply("+PONG\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals(List.of(token[0] + " 0 7 +PONG\r\n"), heard);
      t.inStream(g -> assertEquals(NOT_FOUND, g.buffer(9, 0, 1).status(), "only meanwhile"));
    }
  }

  @Test
  void aLostConnectionIsANetworkError() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(
          g -> {
            init(g, "redis");
            token[0] = token(g, "redis");
          });
      t.redis.clients.getFirst().listeners.getFirst().onFailure("connection refused");
      assertEquals(List.of(token[0] + " 1 0 null"), heard);
      assertTrue(t.log.toString().contains("connection refused"));
    }
  }

  @Test
  void twoDatabasesOfOneServiceAreTwoClients() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            assertEquals(OK, init(g, "redis?db=1"));
            assertEquals(OK, init(g, "redis?db=2&max_buffer_size_before_flush=0"));
            assertEquals(OK, init(g, "redis?db=2&max_buffer_size_before_flush=0"), "as it is");
            token(g, "redis?db=1");
            token(g, "redis");
          });
      assertEquals(2, t.redis.clients.size());
      assertEquals(1, t.redis.clients.get(0).commands.size());
      assertEquals(1, t.redis.clients.get(1).commands.size(), "without options: the latest");
    }
  }

  @Test
  void otherSettingsAreForLaterCommands() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(
          g -> {
            init(g, "redis");
            token[0] = token(g, "redis");
            assertEquals(OK, init(g, "redis", "changed", 100));
            token(g, "redis");
          });
      assertEquals(1, t.redis.clients.get(0).commands.size());
      assertEquals("redis user:changed", t.redis.clients.get(1).login);
      t.redis.clients.get(0).listeners.getFirst().onReply(new byte[] {'+'});
      assertEquals(List.of(token[0] + " 0 1 +"), heard, "each token has its answer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere", "r?db=x", "r?db=", "r?db=-1", "r?buffer_flush_timeout=9999999999"})
  void aServiceThatCannotBeIsABadArgument(String service) {
    try (TestVm t = start()) {
      t.inStream(g -> assertEquals(BAD_ARGUMENT, init(g, service)));
      assertEquals(List.of(), t.redis.clients);
    }
  }

  @Test
  void whatCannotBeSentIsTold() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            assertEquals(BAD_ARGUMENT, init(g, "redis", "", -1));
            assertEquals(INTERNAL_FAILURE, call(g, "redis", PING, g.slot()), "not initialized");
            assertEquals(OK, init(g, "redis"));
            assertEquals(BAD_ARGUMENT, call(g, "redis", "PING\r\n", g.slot()));
            assertEquals(BAD_ARGUMENT, call(g, "redis", PING + PING, g.slot()));
            assertEquals(INVALID_MEMORY_ACCESS, call(g, "redis", PING, -2));
          });
      FakeClient client = t.redis.clients.getFirst();
      assertEquals(List.of(), client.commands);
      client.full = true;
      t.inStream(
          g -> {
            for (int i = 0; i < 9; i++) {
              assertEquals(INTERNAL_FAILURE, call(g, "redis", PING, g.slot()));
            }
          });
      client.full = false;
      t.inStream(g -> token(g, "redis"));
    }
  }

  @Test
  void theLimitOfCallsInFlightHolds() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            init(g, "redis");
            for (int i = 0; i < 4; i++) {
              token(g, "redis");
            }
            assertEquals(INTERNAL_FAILURE, call(g, "redis", PING, g.slot()));
          });
      t.redis.clients.getFirst().listeners.getFirst().onFailure("gone");
      t.inStream(g -> token(g, "redis"));
    }
  }

  @Test
  void thereIsALimitOfServices() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            for (int i = 0; i < 64; i++) {
              assertEquals(OK, init(g, "redis" + i));
            }
            assertEquals(INTERNAL_FAILURE, init(g, "redis64"));
            assertEquals(OK, init(g, "redis3"), "it is there already");
          });
    }
  }

  @Test
  void whatIsAskedBeforeAdoptionWaitsForIt() {
    int[] token = new int[1];
    try (TestVm t =
        startUnadopted(
            g -> {
              assertEquals(BAD_ARGUMENT, init(g, "unknown"));
              assertEquals(OK, init(g, "redis"));
              token(g, "redis");
              assertEquals(OK, init(g, "nowhere"));
              token[0] = token(g, "nowhere");
            })) {
      assertEquals(List.of(), t.redis.clients);
      t.adopt();
      assertEquals(List.of(PING), t.redis.clients.getFirst().commands);
      assertEquals(List.of(token[0] + " 1 0 null"), heard, "it went in the meantime");
    }
  }

  @Test
  void aClosedVmLetsItsClientsGo() {
    TestVm t = start();
    t.inStream(
        g -> {
          init(g, "redis");
          token(g, "redis");
        });
    t.close();
    assertTrue(t.redis.clients.getFirst().closed);
    t.redis.clients.getFirst().listeners.getFirst().onReply(new byte[1]);
    assertEquals(List.of(), heard);
  }
}

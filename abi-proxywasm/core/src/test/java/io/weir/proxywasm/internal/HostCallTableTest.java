package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Messages.assertSays;
import static io.weir.proxywasm.testkit.Statuses.UNIMPLEMENTED;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.engine.ValueType;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports are bound to, and what a guest may call while it initializes. */
class HostCallTableTest {
  @Test
  void whatIsMissingIsAStubAndNamed() {
    try (TestVm t =
        TestVm.start(
            g ->
                g.imports("env", "envoy_resolve_dns", ValueType.I32)
                    .imports("wasi_snapshot_preview1", "sock_open", ValueType.I32)
                    .imports("elsewhere", "odd", ValueType.I64))) {
      assertEquals(
          List.of("env.envoy_resolve_dns", "wasi_snapshot_preview1.sock_open", "elsewhere.odd"),
          t.vm().plugin().unimplemented());
      t.inStream(
          g -> {
            assertEquals(UNIMPLEMENTED, g.host("envoy_resolve_dns", 0));
            assertEquals(UNIMPLEMENTED, g.host("odd", 0));
            assertEquals(52, g.host("sock_open", 0));
          });
    }
  }

  @Test
  void aKnownFunctionWithTheWrongNumberOfParametersIsRefusedByName() {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () ->
                TestVm.start(
                    g -> g.imports("env", "proxy_get_log_level", ValueType.I32, ValueType.I32)));
    assertEquals(PluginException.Phase.LOAD, refused.phase());
    assertSays("env.proxy_get_log_level takes 2", refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_initialize", "_start", "main"})
  void streamsAndDataAreOutOfReachDuringInitialization(String function) {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () ->
                TestVm.start(
                    g -> {
                      g.on("_initialize", 0, (a, b, c) -> 0);
                      if (function.equals("_start")) {
                        g.without("_initialize");
                      }
                      g.on(function, 0, (a, b, c) -> g.host("proxy_done"));
                    }));
    assertEquals(PluginException.Phase.START, refused.phase());
    assertSays("proxy_done", refused);
  }

  @Test
  void loggingAndWasiAreWithinReachDuringInitialization() {
    assertDoesNotThrow(
        () ->
            TestVm.start(
                    g ->
                        g.imports(
                                "wasi_snapshot_preview1",
                                "random_get",
                                ValueType.I32,
                                ValueType.I32)
                            .on(
                                "_initialize",
                                0,
                                (a, b, c) -> {
                                  long[] text = g.text("hello");
                                  g.host("proxy_log", 2, text[0], text[1]);
                                  return g.host("random_get", g.slot(), 8);
                                }))
                .close());
  }

  @Test
  void mainFollowsInitializeAndStartIsForThoseWithoutIt() {
    AtomicInteger calls = new AtomicInteger();
    TestVm.start(
            g ->
                g.on("_initialize", 0, (a, b, c) -> calls.addAndGet(1))
                    .on("main", 2, (a, b, c) -> calls.addAndGet(10))
                    .on("_start", 0, (a, b, c) -> calls.addAndGet(100)))
        .close();
    assertEquals(11, calls.get());
    TestVm.start(g -> g.on("_start", 0, (a, b, c) -> calls.addAndGet(100))).close();
    assertEquals(111, calls.get());
    TestVm.start(
            g ->
                g.on("_initialize", 0, (a, b, c) -> 0)
                    .on("__main_void", 0, (a, b, c) -> calls.addAndGet(1000)))
        .close();
    assertEquals(1111, calls.get());
  }

  @Test
  void everythingIsWithinReachAfterwards() {
    try (TestVm t = TestVm.start((TestGuest g) -> g.on("_initialize", 0, (a, b, c) -> 0))) {
      t.inStream(g -> assertEquals(0, g.host("proxy_clear_route_cache")));
    }
  }
}

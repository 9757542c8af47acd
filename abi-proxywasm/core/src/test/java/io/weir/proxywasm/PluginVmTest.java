package io.weir.proxywasm;

import static io.weir.proxywasm.testkit.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.testkit.FakeStream;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start, configuration, failure and end of a plugin VM. */
class PluginVmTest {
  private final List<String> events = new ArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  private int note(String event, int result) {
    events.add(event);
    return result;
  }

  private static int trap() {
    throw TestGuest.unreachable();
  }

  @Test
  void startsInTheOrderOfTheSpecification() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.vmConfiguration = "12345";
    setup.pluginConfiguration = "123";
    TestVm.start(
            setup,
            g ->
                g.on("_initialize", 0, (a, b, c) -> note("initialize", 0))
                    .on("proxy_on_context_create", 2, (c, p, x) -> note("create " + c + " " + p, 0))
                    .on("proxy_on_vm_start", 2, (c, size, x) -> note("start " + c + " " + size, 1))
                    .on("proxy_on_configure", 2, (c, size, x) -> note("conf " + c + " " + size, 1)))
        .close();
    assertEquals(List.of("initialize", "create 1 0", "start 1 5", "conf 1 3"), events);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy_on_vm_start, START",
    "proxy_validate_configuration, CONFIGURE",
    "proxy_on_configure, CONFIGURE"
  })
  void falseIsARefusalThatNamesThePluginAndTheCallback(String callback, Phase phase) {
    PluginException refused =
        assertThrows(
            PluginException.class, () -> TestVm.start(g -> g.on(callback, 2, (a, b, c) -> 0)));
    assertEquals(phase, refused.phase());
    assertSays("tested: " + callback, refused);
  }

  @ParameterizedTest
  @CsvSource({
    "_initialize, START",
    "proxy_on_context_create, START",
    "proxy_on_vm_start, START",
    "proxy_on_configure, CONFIGURE"
  })
  void aTrapIsARefusalThatNamesThePlugin(String callback, Phase phase) {
    PluginException refused =
        assertThrows(
            PluginException.class, () -> TestVm.start(g -> g.on(callback, 2, (a, b, c) -> trap())));
    assertEquals(phase, refused.phase());
    assertSays("tested: the guest trapped", refused);
  }

  @Test
  void aVmThatDidNotStartIsFreed() {
    TestVm.Setup setup = new TestVm.Setup();
    PluginVm[] made = new PluginVm[1];
    setup.onCreated = vm -> made[0] = vm;
    assertThrows(
        PluginException.class,
        () -> TestVm.start(setup, g -> g.on("proxy_on_configure", 2, (a, b, c) -> 0)));
    assertTrue(made[0].isClosed());
  }

  @Test
  void aStartSectionThatLoopsIsStoppedWithinTheBudgetOfTheStart() throws InterruptedException {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits = setup.limits.withTimes(Duration.ofMillis(1), Duration.ofMillis(20));
    Thread[] watchdog = new Thread[1];
    setup.onCreated =
        vm ->
            watchdog[0] =
                Thread.ofPlatform()
                    .start(
                        () -> {
                          while (!vm.isClosed()) {
                            vm.checkBudget(System.nanoTime());
                            Thread.yield();
                          }
                        });
    PluginException refused =
        assertThrows(
            PluginException.class,
            () -> TestVm.start(setup, g -> g.onStart(guest -> guest.loop())));
    watchdog[0].join();
    assertEquals(PluginException.Phase.START, refused.phase());
    assertSays("cannot be instantiated: interrupted", refused);
  }

  @Test
  void aStartSectionHasNoMemoryToCallTheHostWith() {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () -> TestVm.start(g -> g.onStart(guest -> guest.host("proxy_log", 2, 0, 5))));
    assertSays("a host function was called in the start section", refused);
    refused =
        assertThrows(
            PluginException.class,
            () -> TestVm.start(g -> g.onStart(guest -> guest.host("proxy_done"))));
    assertSays("proxy_done was called", refused);
  }

  @Test
  void endsWithDoneAndDeleteOfTheRoot() {
    TestVm t = TestVm.start(this::ending);
    t.vm().shutDown(closed::incrementAndGet);
    assertEquals(List.of("done 1", "delete 1"), events);
    assertEquals(1, closed.get());
    assertTrue(t.vm().isClosed());
  }

  private void ending(TestGuest g) {
    g.on("proxy_on_done", 1, (c, a, b) -> note("done " + c, 1))
        .on("proxy_on_delete", 1, (c, a, b) -> note("delete " + c, 0));
  }

  @Test
  void falseFromDoneWaitsForProxyDoneOfTheRoot() {
    try (TestVm t =
        TestVm.start(
            g -> {
              ending(g);
              g.on("proxy_on_done", 1, (c, a, b) -> note("done " + c, c == 1 ? 0 : 1));
            })) {
      t.vm().shutDown(closed::incrementAndGet);
      assertEquals(List.of("done 1"), events);
      t.inStream(g -> assertEquals(1, g.host("proxy_done"), "not the root: NotFound"));
      assertEquals(0, closed.get());
      t.guest().on("unused", 0, (a, b, c) -> 0);
      events.clear();
      t.inRoot(
          g -> {
            assertEquals(0, g.host("proxy_done"));
            assertEquals(1, g.host("proxy_done"), "it has been said");
            assertFalse(events.contains("delete 1"), "not while the guest runs");
          });
      assertEquals("delete 1", events.getLast());
      assertEquals(1, closed.get());
      assertTrue(t.vm().isClosed());
    }
  }

  @Test
  void proxyDoneFromWithinDoneCounts() {
    TestVm t =
        TestVm.start(
            g -> {
              ending(g);
              g.on("proxy_on_done", 1, (c, a, b) -> note("done", g.host("proxy_done")));
            });
    t.vm().shutDown(closed::incrementAndGet);
    assertEquals(List.of("done", "delete 1"), events);
    assertEquals(1, closed.get());
  }

  @Test
  void proxyDoneWithoutAnEndIsNotFound() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inRoot(g -> assertEquals(1, g.host("proxy_done")));
    }
  }

  @ParameterizedTest
  @CsvSource({"proxy_on_done", "proxy_on_delete"})
  void aTrapAtTheEndStillEndsItOnce(String callback) {
    TestVm t = TestVm.start(g -> g.on(callback, 1, (a, b, c) -> trap()));
    t.vm().shutDown(closed::incrementAndGet);
    assertEquals(1, closed.get());
    assertTrue(t.vm().isClosed());
  }

  @Test
  void aFailedVmEndsWithoutHearingOfIt() {
    TestVm t = TestVm.start(this::ending);
    assertThrows(PluginException.class, () -> t.inStream(g -> trap()));
    t.vm().shutDown(closed::incrementAndGet);
    assertEquals(List.of(), events);
    assertEquals(1, closed.get());
  }

  @Test
  void aTrapFailsEveryStreamOfTheVmButTheCallerWhoGetsItThrown() {
    try (TestVm t = TestVm.start(g -> {})) {
      List<String> heard = new ArrayList<>();
      FakeStream other = new FakeStream();
      FakeStream ended = new FakeStream();
      HttpContext gone = t.vm().newHttpContext(ended);
      gone.onRequestHeaders(0, true);
      gone.end();
      t.vm().newHttpContext(other).onRequestHeaders(0, true);
      t.vm().onFailure(f -> heard.add("vm after " + other.events));
      PluginException thrown = assertThrows(PluginException.class, () -> t.inStream(g -> trap()));
      assertSame(thrown, t.vm().failure());
      assertEquals(List.of("failed"), other.events);
      assertEquals(List.of(), t.stream.events);
      assertEquals(List.of(), ended.events);
      assertEquals(List.of("vm after [failed]"), heard);
      assertEquals(thrown, assertThrows(PluginException.class, () -> t.inStream(g -> {})));
      t.close();
      assertEquals(0, t.vm().memoryBytes());
    }
  }

  @Test
  void anErrorOfTheEngineIsATrapToo() {
    try (TestVm t = TestVm.start(g -> {})) {
      assertThrows(
          PluginException.class,
          () ->
              t.inStream(
                  g -> {
                    throw new OutOfMemoryError("of the engine");
                  }));
      assertNotNull(t.vm().failure());
    }
  }

  @Test
  void exhaustedStacksAreSaid() {
    try (TestVm t = TestVm.start(g -> {})) {
      PluginException e = assertThrows(PluginException.class, () -> t.inStream(PluginVmTest::deep));
      assertSays("call stack is exhausted", e);
    }
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static void deep(TestGuest g) {
    deep(g);
    g.contexts().clear();
  }

  @Test
  void memoryInUseIsTold() {
    try (TestVm t = TestVm.start(g -> {})) {
      long before = t.vm().memoryBytes();
      t.inStream(g -> g.memory().allocate(200_000));
      assertTrue(t.vm().memoryBytes() > before);
    }
  }
}

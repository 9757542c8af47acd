package io.weir.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.DefaultEventLoop;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.observe.Metrics;
import io.weir.host.observe.PluginLog;
import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.engine.NullGuest;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.host.WorkerServices;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A VM that fails and is started again, while streams wait and generations go. */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class PluginSlotTest {
  private static final class Guest extends NullGuest {
    Guest() {
      export("proxy_abi_version_0_2_1", 0, (a, b, c, d, e) -> 0);
      export(
          "proxy_on_request_headers",
          3,
          (a, b, c, d, e) -> {
            throw trap("as the test has it");
          });
    }
  }

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final VersionTotals totals = new VersionTotals();
  private final AtomicInteger drained = new AtomicInteger();
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger woken = new AtomicInteger();
  private CompiledPlugin compiled;
  private PluginSpec spec;
  private PluginSlot slot;
  private volatile @Nullable PluginVm spare;

  @BeforeEach
  void make() {
    NullEngine engine = new NullEngine();
    compiled = CompiledPlugin.compile(engine, engine.register("guest", Guest::new));
    spec = new PluginSpec("p", "", "p", new byte[0], new byte[0], Map.of(), AbiLimits.DEFAULT);
    VmKey key = new VmKey("p", "0".repeat(64), "null", "", "", "", AbiLimits.DEFAULT, 0);
    PluginGeneration generation =
        new PluginGeneration(key, 1, compiled, spec, totals, 1, drained::incrementAndGet);
    WorkerServices services =
        new WorkerServices(
            (u, h, b, t, m, l) -> WasmResult.BAD_ARGUMENT,
            GrpcCallout.NONE,
            RedisCallout.NONE,
            (m, t) -> () -> {},
            loop);
    slot = new PluginSlot(generation, loop, services, starter());
    generation.slot(0, slot);
  }

  private PluginSlot.VmStarter starter() {
    return new PluginSlot.VmStarter() {
      @Override
      public void start(PluginSlot slot, long delayMillis) {
        starts.incrementAndGet();
      }

      @Override
      public @Nullable PluginVm spare(PluginSlot slot) {
        PluginVm given = spare;
        spare = null;
        return given;
      }
    };
  }

  @AfterEach
  void end() throws Exception {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
  }

  private PluginVm vm() {
    VmServices services =
        VmServices.of(
            new PluginLog(), WallClock.system(), new SharedData(), new Metrics(), path -> null);
    return PluginVm.start(compiled, spec, services, started -> {});
  }

  private void onLoop(Runnable task) throws Exception {
    loop.submit(task).get(10, TimeUnit.SECONDS);
  }

  private void adopt() throws Exception {
    PluginVm vm = vm();
    onLoop(() -> slot.adopt(vm));
  }

  private static PluginException failure() {
    return new PluginException(PluginException.Phase.START, "as the test has it", null);
  }

  /** A guest's trap, with nothing at hand to take its place. */
  private void failVm() throws Exception {
    failVmAndExpect(null);
  }

  private void failVmAndExpect(@Nullable PluginVm next) throws Exception {
    onLoop(this::trap);
    assertEquals(next, vmOfNext());
  }

  /** A stream in whose first callback the guest traps. */
  private void trap() {
    HttpStream nobody =
        (HttpStream)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpStream.class}, (p, m, a) -> null);
    VmLease stream = slot.lease();
    HttpContext context = Objects.requireNonNull(stream.vm()).newHttpContext(nobody);
    assertThrows(PluginException.class, () -> context.onRequestHeaders(0, true));
    stream.release();
  }

  /** What a stream would get now. */
  private @Nullable PluginVm vmOfNext() throws Exception {
    AtomicReference<@Nullable PluginVm> vm = new AtomicReference<>();
    onLoop(
        () -> {
          VmLease stream = slot.lease();
          vm.set(stream.vm());
          stream.release();
        });
    return vm.get();
  }

  private void restart() throws Exception {
    PluginVm vm = vm();
    onLoop(() -> slot.started(vm));
  }

  @Test
  void aGenerationThatIsRetiredWhileItsVmStartsServesWhoeverWaits() throws Exception {
    adopt();
    failVm();
    assertEquals(1, starts.get());
    onLoop(() -> assertTrue(PluginSlot.whenReady(List.of(slot), woken::incrementAndGet)));
    onLoop(slot::retire);
    assertEquals(0, woken.get());
    assertEquals(0, drained.get(), "somebody waits");
    PluginVm again = vm();
    onLoop(() -> slot.started(again));
    assertEquals(1, woken.get());
    onLoop(() -> {});
    onLoop(() -> {});
    assertEquals(1, drained.get());
    assertTrue(again.isClosed());
    assertNull(vmOfNext());
  }

  @Test
  void aStartThatFailsWakesWhoeverWaitsAndEndsARetiredGeneration() throws Exception {
    adopt();
    failVm();
    onLoop(() -> PluginSlot.whenReady(List.of(slot), woken::incrementAndGet));
    onLoop(slot::retire);
    onLoop(() -> slot.startFailed(failure()));
    assertEquals(1, woken.get());
    assertEquals(1, drained.get());
    assertEquals(1, starts.get(), "it is not started once more");
  }

  @Test
  void aVmIsNotFreedUnderneathOneThatWaitsForAnother() throws Exception {
    adopt();
    onLoop(slot::pin);
    onLoop(slot::retire);
    assertEquals(0, drained.get());
    assertNotNull(vmOfNext());
    onLoop(slot::unpin);
    onLoop(() -> {});
    assertEquals(1, drained.get());
  }

  @Test
  void whoeverWaitsIsWokenOnceForEachStart() throws Exception {
    adopt();
    for (int i = 1; i <= 3; i++) {
      failVm();
      onLoop(() -> PluginSlot.whenReady(List.of(slot), woken::incrementAndGet));
      restart();
      assertEquals(i, woken.get());
    }
    failVm();
    onLoop(() -> assertFalse(PluginSlot.whenReady(List.of(slot), woken::incrementAndGet)));
    assertEquals(3, woken.get(), "a plugin that fails again and again is not waited for");
  }

  @Test
  void aSpareServesAtOnceWhereAVmHasFailed() throws Exception {
    adopt();
    PluginVm ready = vm();
    spare = ready;
    onLoop(() -> {});
    failVmAndExpect(ready);
    assertEquals(0, starts.get());
    assertEquals(1, totals.get(PluginEvent.CRASH));
    assertEquals(1, totals.get(PluginEvent.RESTART));
  }

  @Test
  void oneThatWaitedMayBreakTheVmForTheOthersWhichHaveTheSpareThen() throws Exception {
    adopt();
    failVm();
    PluginVm ready = vm();
    onLoop(
        () -> {
          PluginSlot.whenReady(List.of(slot), this::trap);
          PluginSlot.whenReady(List.of(slot), woken::incrementAndGet);
          PluginSlot.whenReady(List.of(slot), woken::incrementAndGet);
        });
    spare = ready;
    restart();
    assertEquals(2, woken.get());
    assertEquals(ready, vmOfNext());
  }

  @Test
  void aGuestThatAsksForItIsReplacedAndEndsWithItsLastStream() throws Exception {
    adopt();
    VmLease[] stream = new VmLease[1];
    onLoop(() -> stream[0] = slot.lease());
    onLoop(slot::requestRebuild);
    onLoop(slot::requestRebuild);
    assertEquals(1, starts.get(), "once, however often it asks");
    PluginVm old = Objects.requireNonNull(stream[0].vm());
    assertEquals(old, vmOfNext(), "until the fresh one is there");
    PluginVm fresh = vm();
    onLoop(() -> slot.started(fresh));
    assertEquals(fresh, vmOfNext());
    assertFalse(old.isClosed(), "a stream has it");
    onLoop(stream[0]::requestRebuild);
    assertEquals(1, starts.get(), "what leaves is not replaced again");
    onLoop(stream[0]::release);
    onLoop(() -> {});
    assertTrue(old.isClosed());
    assertFalse(fresh.isClosed());
    assertEquals(1, totals.get(PluginEvent.REBUILD));
  }

  @Test
  void aRebuildThatDoesNotStartLeavesTheOldOne() throws Exception {
    adopt();
    PluginVm old = vmOfNext();
    onLoop(slot::requestRebuild);
    onLoop(() -> slot.startFailed(failure()));
    assertEquals(old, vmOfNext());
    assertEquals(1, starts.get());
  }

  @Test
  void aGenerationThatIsRetiredWhileItIsRebuiltEndsWithBothVms() throws Exception {
    adopt();
    PluginVm old = Objects.requireNonNull(vmOfNext());
    onLoop(slot::requestRebuild);
    onLoop(slot::retire);
    assertEquals(0, drained.get(), "a VM is being started");
    PluginVm fresh = vm();
    onLoop(() -> slot.started(fresh));
    onLoop(() -> {});
    onLoop(() -> {});
    assertEquals(1, drained.get());
    assertTrue(old.isClosed() && fresh.isClosed());
  }

  @Test
  void whatEndedVmsHaveCostIsKept() throws Exception {
    adopt();
    failVm();
    onLoop(() -> {});
    onLoop(() -> assertEquals(1, slot.status().stats().traps()));
    onLoop(slot::retire);
    onLoop(() -> slot.startFailed(failure()));
    assertEquals(1, drained.get());
    assertEquals(1, totals.ended().traps());
    onLoop(() -> assertEquals(0, slot.status().stats().traps(), "counted once"));
  }

  /** One line for each stream would be as many as clients like. */
  @Test
  void ofStreamsThatFailOneAfterTheOtherAFewAreLogged() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(PluginSlot.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      loop.submit(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  VmLease lease = slot.lease();
                  lease.logFailure(
                      "route r",
                      FailStrategy.FAIL_CLOSE,
                      new PluginException(PluginException.Phase.CALL, "no VM", null));
                  lease.release();
                }
              })
          .get();
    } finally {
      logger.detachAppender(lines);
    }
    int logged = lines.list.size();
    assertTrue(logged > 0 && logged < 1_000, logged + " lines");
    assertTrue(
        lines
            .list
            .getFirst()
            .getFormattedMessage()
            .endsWith(" on route r: no VM; its fail strategy is FAIL_CLOSE"),
        lines.list.getFirst().getFormattedMessage());
  }
}

package io.weir.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.observe.Metrics;
import io.weir.host.observe.PluginLog;
import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.engine.NullGuest;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.host.WorkerServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code isolation: stream}: a VM for each stream, out of a pool that is filled ahead. */
@SuppressWarnings("NullAway.Init")
class VmPoolTest {
  private static final int WARM = 2;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final VersionTotals totals = new VersionTotals();
  private final List<PluginVm> made = new ArrayList<>();
  private int asked;
  private int drained;
  private CompiledPlugin compiled;
  private PluginSpec spec;
  private PluginSlot slot;

  @BeforeEach
  void make() {
    NullEngine engine = new NullEngine();
    compiled =
        CompiledPlugin.compile(
            engine,
            engine.register(
                "guest",
                () ->
                    new NullGuest() {
                      {
                        export("proxy_abi_version_0_2_1", 0, (a, b, c, d, e) -> 0);
                      }
                    }));
    spec = new PluginSpec("p", "", "p", new byte[0], new byte[0], Map.of(), AbiLimits.DEFAULT);
    VmKey key = new VmKey("p", "0".repeat(64), "null", "", "", "", AbiLimits.DEFAULT, WARM);
    PluginGeneration generation =
        new PluginGeneration(key, 1, compiled, spec, totals, 1, () -> drained++);
    WorkerServices services =
        new WorkerServices(
            (u, h, b, t, m, l) -> WasmResult.BAD_ARGUMENT,
            GrpcCallout.NONE,
            RedisCallout.NONE,
            (m, t) -> () -> {},
            Runnable::run);
    slot = new PluginSlot(generation, clock.eventLoop(), services, (s, delay) -> asked++);
    generation.slot(0, slot);
    slot.adopt(vm());
    startAsked();
  }

  @AfterEach
  void end() {
    clock.finishAndReleaseAll();
  }

  private PluginVm vm() {
    VmServices services =
        VmServices.of(
            new PluginLog(), WallClock.system(), new SharedData(), new Metrics(), path -> null);
    PluginVm vm = PluginVm.start(compiled, spec, services, started -> {});
    made.add(vm);
    return vm;
  }

  /** What the starting thread does. */
  private void startAsked() {
    for (; asked > 0; asked--) {
      slot.started(vm());
    }
    clock.runPendingTasks();
  }

  @Test
  void oneIsPreparedForTheCommitAndTheRestOfThePoolAfterIt() {
    assertEquals(WARM, slot.status().vms());
    assertEquals(0, asked);
  }

  @Test
  void eachStreamHasAVmOfItsOwnThatNoOtherEverGets() {
    VmLease first = slot.lease();
    VmLease second = slot.lease();
    PluginVm used = Objects.requireNonNull(first.vm());
    assertNotSame(used, second.vm());
    assertEquals(2, asked, "the pool is filled up again");
    first.release();
    clock.runPendingTasks();
    assertTrue(used.isClosed());
    second.release();
    startAsked();
    assertEquals(WARM, slot.status().vms());
    VmLease third = slot.lease();
    assertEquals(made.get(2), third.vm());
    third.release();
  }

  @Test
  void aTrapHitsOneStreamAndNothingWaits() {
    VmLease first = slot.lease();
    VmLease second = slot.lease();
    Objects.requireNonNull(first.vm()).close();
    assertFalse(Objects.requireNonNull(second.vm()).isClosed());
    first.release();
    second.release();
  }

  @Test
  void streamsBeyondThePoolWaitForTheirVmInTurn() {
    VmLease first = slot.lease();
    VmLease second = slot.lease();
    List<VmLease> later = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertTrue(PluginSlot.whenReady(List.of(slot), () -> later.add(slot.lease())));
    }
    assertTrue(later.isEmpty());
    assertEquals(3, asked, "as many as wait, not only as many as are kept warm");
    slot.started(vm());
    asked--;
    assertEquals(1, later.size(), "one VM, one stream");
    startAsked();
    assertEquals(3, later.size());
    assertEquals(3, later.stream().map(VmLease::vm).distinct().count());
    first.release();
    second.release();
    later.forEach(VmLease::release);
  }

  @Test
  void aStreamGoesByItsFailStrategyWhereNoVmStarts() {
    slot.lease();
    slot.lease();
    for (int i = 0; i < 8; i++) {
      slot.startFailed(
          new PluginException(PluginException.Phase.START, "as the test has it", null));
    }
    assertFalse(PluginSlot.whenReady(List.of(slot), () -> {}));
    assertNull(slot.lease().vm());
    assertEquals(1, totals.get(PluginEvent.UNAVAILABLE));
    assertTrue(totals.get(PluginEvent.BACK_OFF) > 0);
  }

  @Test
  void aRetiredGenerationGivesThePoolUpAndEndsWithItsStreams() {
    VmLease stream = slot.lease();
    startAsked();
    slot.retire();
    clock.runPendingTasks();
    assertEquals(0, drained);
    stream.release();
    clock.runPendingTasks();
    assertEquals(1, drained);
    assertTrue(made.stream().allMatch(PluginVm::isClosed));
  }
}

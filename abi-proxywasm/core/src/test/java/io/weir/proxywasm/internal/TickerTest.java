package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one timer of a root context. */
class TickerTest {
  private int ticks;

  private static int period(TestGuest g, long millis) {
    assertEquals(OK, g.host("proxy_set_tick_period_milliseconds", millis));
    return 0;
  }

  private void ticking(TestGuest g) {
    g.on("proxy_on_vm_start", 2, (root, size, unused) -> period(g, 25) + 1);
    g.on("proxy_on_tick", 1, (root, a, b) -> ticks++);
  }

  @Test
  void ticksBeginAtAdoptionAndAreArmedAfterEachCallback() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.adopt = false;
    try (TestVm t = TestVm.start(setup, this::ticking)) {
      assertEquals(List.of(), t.timers.delays());
      t.adopt();
      assertEquals(List.of(25L), t.timers.delays());
      t.timers.fire();
      t.timers.fire();
      assertEquals(2, ticks);
      assertEquals(List.of(25L), t.timers.delays());
    }
  }

  @Test
  void thereIsOnePeriodAndZeroStopsIt() {
    try (TestVm t = TestVm.start(this::ticking)) {
      t.inStream(g -> period(g, 50));
      assertEquals(List.of(50L), t.timers.delays());
      t.inStream(g -> period(g, 0xFFFFFFFFL));
      assertEquals(List.of(0xFFFFFFFFL), t.timers.delays(), "the period is unsigned");
      t.inStream(g -> period(g, 0));
      assertEquals(List.of(), t.timers.delays());
    }
  }

  @Test
  void aTickMayChangeItsOwnPeriod() {
    try (TestVm t =
        TestVm.start(
            g -> {
              g.on("proxy_on_vm_start", 2, (root, size, unused) -> period(g, 25) + 1);
              g.on("proxy_on_tick", 1, (root, a, b) -> period(g, ticks++ == 0 ? 70 : 0));
            })) {
      t.timers.fire();
      assertEquals(List.of(70L), t.timers.delays());
      t.timers.fire();
      assertEquals(List.of(), t.timers.delays());
    }
  }

  @Test
  void theCallersContextDoesNotMatterAndTheRootIsTold() {
    int[] told = new int[1];
    try (TestVm t = TestVm.start(g -> g.on("proxy_on_tick", 1, (root, a, b) -> told[0] = root))) {
      t.inStream(g -> period(g, 1));
      t.timers.fire();
      assertEquals(t.guest().contexts().getFirst(), told[0]);
    }
  }

  @Test
  void aTrapEndsTheTicks() {
    try (TestVm t =
        TestVm.start(
            g -> {
              g.on("proxy_on_vm_start", 2, (root, size, unused) -> period(g, 25) + 1);
              g.on(
                  "proxy_on_tick",
                  1,
                  (root, a, b) -> {
                    throw TestGuest.unreachable();
                  });
            })) {
      t.timers.fire();
      assertNotNull(t.vm().failure());
      assertEquals(List.of(), t.timers.delays());
    }
  }

  @Test
  void closingEndsTheTicks() {
    TestVm t = TestVm.start(this::ticking);
    t.close();
    assertEquals(List.of(), t.timers.delays());
    t.timers.fire();
    assertEquals(0, ticks);
  }
}

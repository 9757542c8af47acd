package io.weir.proxywasm;

import static io.weir.proxywasm.testkit.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a VM's callbacks are counted and timed as. */
class VmStatsTest {
  private static final int CYCLES = 12_800;
  private static final long MALLOC_NANOS = 5_000_000;

  private static final Consumer<TestGuest> EMPTY =
      g ->
          g.on("proxy_on_request_headers", 3, (a, b, c) -> 0)
              .on("proxy_on_response_headers", 3, (a, b, c) -> 0);

  private static void cycles(TestVm vm, int count) {
    for (int i = 0; i < count; i++) {
      HttpContext context = vm.vm().newHttpContext(vm.stream);
      context.onRequestHeaders(0, true);
      context.onResponseHeaders(0, true);
      context.end();
    }
  }

  private static CallbackStats of(VmStats stats, String name) {
    return stats.callbacks().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + stats));
  }

  @Test
  void everyCallIsCounted() {
    try (TestVm vm = TestVm.start(EMPTY)) {
      cycles(vm, 1000);
      VmStats stats = vm.vm().stats();
      assertEquals(1000, of(stats, "proxy_on_request_headers").calls());
      assertEquals(1000, of(stats, "proxy_on_response_headers").calls());
      assertEquals(0, stats.traps() + stats.timeouts());
    }
  }

  @Test
  void oneIn128IsTimedOfEachCallbackOfACycle() {
    try (TestVm vm = TestVm.start(EMPTY)) {
      cycles(vm, CYCLES);
      VmStats stats = vm.vm().stats();
      for (String name : new String[] {"proxy_on_request_headers", "proxy_on_response_headers"}) {
        CallbackStats callback = of(stats, name);
        assertTrue(callback.samples() > 50 && callback.samples() < 200, callback.toString());
        assertEquals(callback.samples(), callback.durations().total(), name);
        assertTrue(callback.guestNanos() > 0, name);
        assertEquals(0, callback.hostNanos(), name + " calls no host function");
      }
    }
  }

  @Test
  void noneIsTimedWhenToldSo() {
    try (TestVm vm = TestVm.start(EMPTY)) {
      vm.vm().sampleEvery(0);
      long before = of(vm.vm().stats(), "proxy_on_request_headers").samples();
      cycles(vm, CYCLES);
      assertEquals(before, of(vm.vm().stats(), "proxy_on_request_headers").samples());
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "1048577"})
  void anIntervalOutOfRangeIsNamed(int interval) {
    try (TestVm vm = TestVm.start(EMPTY)) {
      var e = assertThrows(IllegalArgumentException.class, () -> vm.vm().sampleEvery(interval));
      assertSays(interval + " (expected:", e);
    }
  }

  @Test
  void aTrapIsCountedWhereItHappened() {
    try (TestVm vm =
        TestVm.start(
            g ->
                g.on(
                    "proxy_on_request_headers",
                    3,
                    (a, b, c) -> {
                      throw TestGuest.unreachable();
                    }))) {
      assertThrows(
          PluginException.class, () -> vm.vm().newHttpContext(vm.stream).onRequestHeaders(0, true));
      VmStats stats = vm.vm().stats();
      assertEquals(1, stats.traps());
      assertEquals(0, stats.timeouts());
      CallbackStats callback = of(stats, "proxy_on_request_headers");
      assertEquals(1, callback.calls());
      assertEquals(1, callback.traps());
    }
  }

  @Test
  void whatHostFunctionsTakeIsTheHosts() {
    try (TestVm vm = TestVm.start(g -> {})) {
      vm.vm().sampleEvery(1);
      vm.inStream(g -> g.header(0, "x-none"));
      CallbackStats callback = of(vm.vm().stats(), "proxy_on_request_headers");
      assertEquals(1, callback.samples());
      assertTrue(callback.hostNanos() > 0, callback.toString());
    }
  }

  @Test
  void whatTheGuestDoesWithinAHostFunctionIsTheGuests() {
    try (TestVm vm = TestVm.start(g -> g.on("malloc", 1, (size, b, c) -> slowly(g, size)))) {
      vm.vm().sampleEvery(1);
      vm.stream.header(MapType.REQUEST_HEADERS, "x-some", "value");
      vm.inStream(g -> g.header(0, "x-some"));
      CallbackStats callback = of(vm.vm().stats(), "proxy_on_request_headers");
      assertTrue(callback.guestNanos() >= MALLOC_NANOS, callback.toString());
    }
  }

  private static int slowly(TestGuest guest, int size) {
    long until = System.nanoTime() + MALLOC_NANOS;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return guest.memory().allocate(size);
  }

  @Test
  void vmsAddUpByCallback() {
    try (TestVm one = TestVm.start(EMPTY);
        TestVm other = TestVm.start(EMPTY)) {
      cycles(one, 2);
      cycles(other, 3);
      VmStats sum = VmStats.NONE.plus(one.vm().stats()).plus(other.vm().stats());
      assertEquals(one.vm().stats().callbacks().size(), sum.callbacks().size());
      assertEquals(5, of(sum, "proxy_on_request_headers").calls());
      assertEquals(one.vm().stats().calls() + other.vm().stats().calls(), sum.calls());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "256, 0", "257, 1", "512, 1", "134217728, 19", "134217729, 20"})
  void aDurationIsInTheBucketWhoseBoundItDoesNotExceed(long nanos, int bucket) {
    assertEquals(bucket, DurationHistogram.bucket(nanos));
    assertTrue(nanos <= DurationHistogram.upperNanos(bucket));
    assertTrue(bucket == 0 || nanos > DurationHistogram.upperNanos(bucket - 1));
  }
}

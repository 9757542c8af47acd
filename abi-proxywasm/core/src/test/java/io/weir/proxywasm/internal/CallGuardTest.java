package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stopping guests that run past their budget, and no others. */
class CallGuardTest {
  private static final long BUDGET = 1_000_000;
  private static final long LATER = 1_000_000_000_000L;

  /** Notes what the guard does to it. */
  private static class Instance implements WasmInstance {
    int interrupts;
    int cleared;

    @Override
    public @Nullable GuestFunction function(String name) {
      return null;
    }

    @Override
    public GuestMemory memory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void interrupt(Thread runner) {
      interrupts++;
    }

    @Override
    public void clearInterrupt() {
      cleared++;
    }

    @Override
    public void close() {}
  }

  private final Instance instance = new Instance();
  private final CallGuard guard = new CallGuard(BUDGET);

  /** Uses processor time well over the budget, the larger one of the first calls included. */
  private static void burn() {
    long start = System.nanoTime();
    long cpu = CallGuard.cpuNanos(Thread.currentThread());
    while (CallGuard.cpuNanos(Thread.currentThread()) - cpu < 30 * BUDGET) {
      assertTrue(System.nanoTime() - start < 60_000_000_000L, "no processor time in a minute");
    }
  }

  @Test
  void aCallThatReturnsIsNotInterrupted() {
    guard.enter();
    guard.check(0, instance);
    assertFalse(guard.exit(instance));
    guard.check(LATER, instance);
    assertEquals(0, instance.interrupts);
    assertEquals(0, instance.cleared);
  }

  @Test
  void aCallThatIsSeenAgainAndHasUsedItsBudgetIsInterruptedOnce() {
    guard.enter();
    guard.check(0, instance);
    burn();
    guard.check(LATER, instance);
    guard.check(LATER + 1, instance);
    assertEquals(1, instance.interrupts);
    assertTrue(guard.exit(instance));
    assertEquals(1, instance.cleared);
    guard.enter();
    assertFalse(guard.exit(instance), "the next call is a new one");
  }

  @Test
  void anotherCallOfTheSameVmIsNotTakenForTheFirst() {
    guard.enter();
    guard.check(0, instance);
    burn();
    guard.exit(instance);
    guard.enter();
    guard.check(LATER, instance);
    assertEquals(0, instance.interrupts);
    assertFalse(guard.exit(instance));
  }

  @Test
  void timeThatTheThreadDidNotHaveDoesNotCount() {
    guard.enter();
    guard.check(0, instance);
    guard.check(LATER, instance); // much time has passed, but the thread has not run for it
    assertEquals(0, instance.interrupts);
    assertFalse(guard.exit(instance));
  }

  @Test
  void whereThreadsAreNotMeasuredTheClockDecides() throws Exception {
    // The processor time of a virtual thread is not known.
    Thread.ofVirtual()
        .start(
            () -> {
              guard.enter();
              guard.check(0, instance);
              guard.check(LATER, instance);
              guard.exit(instance);
            })
        .join();
    assertEquals(1, instance.interrupts);
  }

  /** Calls that end just when the watchdog claims them, again and again. */
  @Test
  void aLateInterruptNeverHitsTheNextCall() throws Exception {
    CallGuard hasty = new CallGuard(0);
    AtomicBoolean interrupt = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger issued = new AtomicInteger();
    WasmInstance flagged =
        new Instance() {
          @Override
          public void interrupt(Thread runner) {
            interrupt.set(true);
            issued.incrementAndGet();
          }

          @Override
          public void clearInterrupt() {
            interrupt.set(false);
          }
        };
    Thread watchdog =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!done.get()) {
                    hasty.check(System.nanoTime(), flagged);
                  }
                });
    try {
      int told = 0;
      for (int call = 0; call < 30_000 || (told < 10 && call < 50_000_000); call++) {
        hasty.enter();
        for (int i = call & 0xff; i > 0; i--) {
          Thread.onSpinWait();
        }
        told += hasty.exit(flagged) ? 1 : 0;
        assertFalse(interrupt.get(), "call " + call + " leaves an interrupt behind");
      }
      assertEquals(issued.get(), told);
      assertTrue(told > 0, "no call was claimed");
    } finally {
      done.set(true);
      watchdog.join();
    }
  }

  @Test
  void aGuestThatLoopsIsStoppedAndItsVmIsOfNoMoreUse() throws Exception {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits =
        AbiLimits.DEFAULT.withMemory(1 << 20).withTimes(Duration.ofMillis(5), Duration.ofMillis(5));
    AtomicReference<@Nullable PluginVm> watched = new AtomicReference<>();
    AtomicBoolean done = new AtomicBoolean();
    setup.onCreated = watched::set;
    Thread watchdog =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!done.get()) {
                    PluginVm vm = watched.get();
                    if (vm != null) {
                      vm.checkBudget(System.nanoTime());
                    }
                    Thread.onSpinWait();
                  }
                });
    try {
      loopInACallback(setup);
      loopInTheStart(setup);
    } finally {
      done.set(true);
      watchdog.join();
    }
  }

  private static void loopInACallback(TestVm.Setup setup) {
    try (TestVm t = TestVm.start(setup, g -> {})) {
      PluginException stopped =
          assertThrows(PluginException.class, () -> t.inStream(TestGuest::loop));
      assertEquals(GuestTrapException.Kind.INTERRUPTED, kind(stopped));
      assertSays("time budget", stopped);
      assertThrows(PluginException.class, () -> t.inStream(g -> {}));
    }
  }

  private static void loopInTheStart(TestVm.Setup setup) {
    PluginException start =
        assertThrows(
            PluginException.class,
            () -> TestVm.start(setup, g -> g.on("proxy_on_vm_start", 2, (a, b, c) -> g.loop())));
    assertEquals(PluginException.Phase.START, start.phase());
  }

  private static GuestTrapException.Kind kind(PluginException e) {
    return ((GuestTrapException) Objects.requireNonNull(e.getCause())).kind();
  }

  /** Where the JVM cannot give a stack trace at first. */
  private static final class PoorThread extends Thread {
    int refusals = 1;

    PoorThread(Runnable task) {
      super(task);
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      if (refusals-- > 0) {
        throw new OutOfMemoryError("no room for a stack trace");
      }
      return super.getStackTrace();
    }
  }

  @Test
  void aWatchdogThatFailsLeavesNobodyWaitingAndTriesAgain() throws InterruptedException {
    AtomicBoolean first = new AtomicBoolean();
    AtomicBoolean second = new AtomicBoolean();
    Thread thread =
        new PoorThread(
            () -> {
              guard.enter();
              guard.check(0, instance);
              burn();
              assertThrows(OutOfMemoryError.class, () -> guard.check(LATER, instance));
              first.set(instance.interrupts == 0);
              guard.check(LATER + 1, instance);
              second.set(guard.exit(instance));
            });
    thread.setDaemon(true);
    thread.start();
    thread.join(20_000);
    assertFalse(thread.isAlive(), "it waits for a verdict that nobody gives");
    assertTrue(first.get(), "not interrupted where it is not known whether it still runs");
    assertTrue(second.get());
    assertEquals(1, instance.interrupts);
  }

  @Test
  void aCallThatReturnsAfterAWatchdogFailedGoesOn() throws InterruptedException {
    AtomicBoolean returned = new AtomicBoolean();
    Thread thread =
        new PoorThread(
            () -> {
              guard.enter();
              guard.check(0, instance);
              burn();
              assertThrows(OutOfMemoryError.class, () -> guard.check(LATER, instance));
              returned.set(!guard.exit(instance));
            });
    thread.setDaemon(true);
    thread.start();
    thread.join(20_000);
    assertTrue(returned.get());
    assertEquals(0, instance.interrupts);
  }

  @Test
  void theFirstHundredCallsHaveTenTimesTheBudgetWhereTheCodeIsCold() {
    assertEquals(10, budgetsBeforeAnInterrupt(true, 100));
    assertEquals(1, budgetsBeforeAnInterrupt(true, 101));
    assertEquals(1, budgetsBeforeAnInterrupt(false, 1));
  }

  /** How many times its budget a call may have; by the clock, as a thread of none has no time. */
  private static int budgetsBeforeAnInterrupt(boolean warmsUp, int call) {
    CallGuard guard = new CallGuard(BUDGET);
    Instance instance = new Instance();
    guard.budget(BUDGET, warmsUp);
    int[] budgets = {0};
    Thread virtual =
        Thread.ofVirtual() // has no processor time of its own: the clock decides
            .unstarted(
                () -> {
                  for (int before = 1; before < call; before++) {
                    guard.enter();
                    guard.exit(instance);
                  }
                  guard.enter();
                  guard.check(0, instance);
                  while (instance.interrupts == 0 && budgets[0] < 20) {
                    guard.check(++budgets[0] * BUDGET, instance);
                  }
                  guard.exit(instance);
                });
    virtual.start();
    try {
      virtual.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return budgets[0];
  }
}

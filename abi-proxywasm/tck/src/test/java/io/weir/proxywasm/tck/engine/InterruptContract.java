package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping a guest that does not stop by itself. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class InterruptContract extends EngineContract {
  InterruptContract(EngineUnderTest underTest) {
    super(underTest);
  }

  private static final String LOOPS =
      """
      (module
        (import "env" "started" (func $started))
        (memory (export "memory") 1)
        (func (export "loop")
          (call $started)
          (loop $again (br $again)))
        (func (export "host_storm")
          (loop $again (call $started) (br $again)))
        (func (export "conditional") (param i32)
          (call $started)
          (loop $again (br_if $again (i32.eqz (local.get 0)))))
        (func (export "fill_storm")
          (call $started)
          (loop $again
            (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))
            (br $again)))
        (func (export "three") (result i32)
          (local $i i32)
          (loop $again
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (i32.const 3))))
          (local.get $i)))
      """;

  private final CountDownLatch started = new CountDownLatch(1);

  @ParameterizedTest
  @ValueSource(strings = {"loop", "host_storm", "conditional", "fill_storm"})
  void stopsAGuestFromAnotherThread(String export) {
    CompiledModule module = module();
    WasmInstance instance = closing(module.instantiate(this, LIMITS));
    interruptOnceStarted(instance);
    GuestTrapException trap =
        assertThrows(GuestTrapException.class, () -> function(instance, export).call());
    assertEquals(Kind.INTERRUPTED, trap.kind());
    instance.clearInterrupt();
    assertFalse(Thread.currentThread().isInterrupted());
    WasmInstance next = closing(module.instantiate(this, LIMITS));
    assertEquals(3, function(next, "three").call());
  }

  @Test
  void aLateInterruptIsTakenBack() throws InterruptedException {
    CompiledModule module = module();
    WasmInstance instance = closing(module.instantiate(this, LIMITS));
    assertEquals(3, function(instance, "three").call());
    instance.interrupt(Thread.currentThread());
    instance.clearInterrupt();
    settle();
    WasmInstance next = closing(module.instantiate(this, LIMITS));
    assertEquals(3, function(next, "three").call());
    assertEquals(3, function(instance, "three").call(), "the call itself had returned whole");
  }

  @Test
  void onlyTheInterruptedInstanceStops() {
    CompiledModule module = module();
    WasmInstance looping = closing(module.instantiate(this, LIMITS));
    WasmInstance other = closing(module.instantiate(this, LIMITS));
    interruptOnceStarted(looping);
    CountDownLatch stop = new CountDownLatch(1);
    Thread busy =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (stop.getCount() > 0) {
                    assertEquals(3, function(other, "three").call());
                  }
                });
    assertThrows(GuestTrapException.class, () -> function(looping, "loop").call());
    looping.clearInterrupt();
    stop.countDown();
    Assertions.assertDoesNotThrow(() -> busy.join());
    assertEquals(3, function(other, "three").call());
  }

  @Test
  void stopsAStartSection() {
    CompiledModule module =
        compile(
            """
            (module
              (memory (export "memory") 1)
              (func $forever (loop $again (br $again)))
              (start $forever))
            """,
            NO_IMPORTS);
    AtomicReference<Interruptible> start = new AtomicReference<>();
    GuestTrapException trap =
        assertThrows(
            GuestTrapException.class,
            () ->
                module.instantiate(
                    this,
                    LIMITS,
                    starting -> {
                      start.set(starting);
                      interruptOnceStarted(starting);
                      started.countDown();
                    }));
    assertEquals(Kind.INTERRUPTED, trap.kind());
    start.get().clearInterrupt();
    WasmInstance next = closing(module().instantiate(this, LIMITS));
    assertEquals(3, function(next, "three").call());
  }

  private CompiledModule module() {
    return compile(
        LOOPS,
        imported ->
            (host, args) -> {
              started.countDown();
              return 0;
            });
  }

  private void interruptOnceStarted(Interruptible instance) {
    Thread runner = Thread.currentThread();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                started.await();
                settle();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              instance.interrupt(runner);
            });
  }

  /** Long enough for a guest to be deep in its loop, or a ticker to have ticked. */
  private static void settle() throws InterruptedException {
    Thread.sleep(20);
  }
}

package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A guest that uses up the stack must not be able to stop a host function half way. */
abstract class StackContract extends EngineContract {
  /** Frames of several sizes, so that the end of the stack is met at different places. */
  private static final String CALLS_HOST_AT_EVERY_LEVEL =
      """
      (module
        (import "env" "host" (func $host (param i32) (result i32)))
        (memory (export "memory") 1)
        (func $narrow (export "narrow") (param i32) (result i32)
          (drop (call $host (local.get 0)))
          (i32.add (call $narrow (i32.add (local.get 0) (i32.const 1))) (local.get 0)))
        (func $wide (export "wide") (param i32) (result i32)
          (local $a i64) (local $b i64) (local $c i64) (local $d i64)
          (local.set $a (i64.extend_i32_s (local.get 0)))
          (local.set $b (i64.mul (local.get $a) (local.get $a)))
          (local.set $c (i64.mul (local.get $b) (local.get $a)))
          (local.set $d (i64.mul (local.get $c) (local.get $a)))
          (drop (call $host (local.get 0)))
          (drop (call $wide (i32.add (local.get 0) (i32.const 1))))
          (i32.wrap_i64 (i64.add (i64.add (local.get $a) (local.get $b))
                                 (i64.add (local.get $c) (local.get $d)))))
        (func $other (param i32) (result i32)
          (i32.mul (call $zigzag (i32.add (local.get 0) (i32.const 1))) (local.get 0)))
        (func $zigzag (export "zigzag") (param i32) (result i32)
          (drop (call $host (local.get 0)))
          (call $other (local.get 0))))
      """;

  /** What a host function is sure to have: frames of about a hundred bytes. */
  private static final int HOST_DEPTH = 200;

  private static final int ROUNDS = 60;

  StackContract(EngineUnderTest underTest) {
    super(underTest);
  }

  @Test
  void recursionEndsInTheGuestAndNotInTheHost() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    CompiledModule module =
        compile(
            CALLS_HOST_AT_EVERY_LEVEL,
            imported ->
                (host, args) -> {
                  begun.incrementAndGet();
                  long result = work(HOST_DEPTH, args[0]);
                  ended.incrementAndGet();
                  return result;
                });
    for (int round = 0; round < ROUNDS; round++) {
      overflow(module, "narrow");
      overflow(module, "wide");
      overflow(module, "zigzag");
      assertEquals(begun.get(), ended.get(), "a host function was cut off in round " + round);
    }
  }

  private void overflow(CompiledModule module, String export) {
    try (WasmInstance instance = module.instantiate(this, LIMITS)) {
      GuestTrapException trap =
          assertThrows(GuestTrapException.class, () -> function(instance, export).call());
      assertEquals(Kind.STACK_OVERFLOW, trap.kind());
    }
  }

  private static long work(int depth, long value) {
    return depth == 0 ? value : work(depth - 1, value + depth) ^ depth;
  }
}

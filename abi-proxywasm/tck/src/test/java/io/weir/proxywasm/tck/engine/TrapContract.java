package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a guest call ends when it does not return. */
abstract class TrapContract extends EngineContract {
  TrapContract(EngineUnderTest underTest) {
    super(underTest);
  }

  private static final String TRAPS =
      """
      (module
        (type $none (func))
        (memory (export "memory") 1)
        (table $t 2 2 funcref)
        (elem (i32.const 0) $add)
        (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
        (func (export "unreachable") (unreachable))
        (func (export "load") (drop (i32.load (i32.const 65533))))
        (func (export "store") (i64.store (i32.const -8) (i64.const 1)))
        (func (export "load_far") (drop (i32.load8_u offset=0x7fffffff (i32.const 0x7fffffff))))
        (func (export "fill") (memory.fill (i32.const 65535) (i32.const 1) (i32.const 2)))
        (func (export "copy") (memory.copy (i32.const 0) (i32.const 65535) (i32.const 2)))
        (func (export "divide") (drop (i32.div_s (i32.const 1) (i32.const 0))))
        (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
        (func (export "truncate") (drop (i32.trunc_f64_s (f64.const 1e30))))
        (func (export "undefined") (call_indirect (type $none) (i32.const 1)))
        (func (export "mismatch") (call_indirect (type $none) (i32.const 0)))
        (func (export "outside") (call_indirect (type $none) (i32.const 9)))
        (func $recurse (export "recurse") (call $recurse)))
      """;

  private static final String CALLS_HOST =
      """
      (module
        (import "env" "host" (func $host (result i32)))
        (memory (export "memory") 1)
        (func (export "run") (result i32) (call $host)))
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unreachable",
        "load",
        "store",
        "load_far",
        "fill",
        "copy",
        "divide",
        "overflow",
        "truncate",
        "undefined",
        "mismatch",
        "outside"
      })
  void aTrapSaysWhatHappened(String export) {
    WasmInstance instance = instance(TRAPS);
    GuestTrapException trap = trap(instance, export);
    assertEquals(Kind.TRAP, trap.kind());
    assertTrue(String.valueOf(trap.getMessage()).length() > 5, trap.toString());
  }

  @Test
  void endlessRecursionIsAStackOverflow() {
    assertEquals(Kind.STACK_OVERFLOW, trap(instance(TRAPS), "recurse").kind());
    // and the thread is as good as before
    assertEquals(Kind.STACK_OVERFLOW, trap(instance(TRAPS), "recurse").kind());
    assertEquals(Kind.TRAP, trap(instance(TRAPS), "unreachable").kind());
  }

  @Test
  void aHostExceptionArrivesAsTheCause() {
    IllegalStateException thrown = new IllegalStateException("no such stream");
    WasmInstance instance = instance(CALLS_HOST, Map.of("host", throwing(thrown)));
    GuestTrapException trap = trap(instance, "run");
    assertEquals(Kind.HOST, trap.kind());
    assertSame(thrown, trap.getCause());
    assertTrue(String.valueOf(trap.getMessage()).contains("env.host"), trap.toString());
  }

  @Test
  void aTrapThrownByTheHostArrivesAsItIs() {
    GuestTrapException thrown = new GuestTrapException(Kind.HOST, "proc_exit(3)", null);
    WasmInstance instance = instance(CALLS_HOST, Map.of("host", throwing(thrown)));
    assertSame(thrown, trap(instance, "run"));
  }

  @Test
  void aTrapInAnInnerCallIsTheHostsToHandle() {
    WasmInstance inner = instance(TRAPS);
    WasmInstance outer =
        instance(
            CALLS_HOST,
            Map.of("host", (host, args) -> trap(inner, "divide").kind() == Kind.TRAP ? 1 : 0));
    assertEquals(1, function(outer, "run").call());
  }

  @Test
  void aTrapInTheStartSectionLeavesInstantiate() {
    CompiledModule module =
        compile(
            "(module (memory (export \"memory\") 1) (func $f (unreachable)) (start $f))",
            NO_IMPORTS);
    GuestTrapException trap =
        assertThrows(GuestTrapException.class, () -> module.instantiate(this, LIMITS));
    assertEquals(Kind.TRAP, trap.kind());
  }

  @Test
  void aHostExceptionInTheStartSectionLeavesInstantiate() {
    IllegalStateException thrown = new IllegalStateException("not now");
    CompiledModule module =
        compile(
            """
            (module (import "env" "host" (func $f)) (memory (export "memory") 1) (start $f))
            """,
            imported -> throwing(thrown));
    GuestTrapException trap =
        assertThrows(GuestTrapException.class, () -> module.instantiate(this, LIMITS));
    assertEquals(Kind.HOST, trap.kind());
    assertSame(thrown, trap.getCause());
  }

  @Test
  void dataOutsideTheMemoryIsATrap() {
    CompiledModule module =
        compile(
            "(module (memory (export \"memory\") 1) (data (i32.const 65535) \"ab\"))", NO_IMPORTS);
    assertThrows(GuestTrapException.class, () -> module.instantiate(this, LIMITS));
  }

  private static HostFunction throwing(RuntimeException thrown) {
    return (host, args) -> {
      throw thrown;
    };
  }

  private static GuestTrapException trap(WasmInstance instance, String export) {
    return assertThrows(GuestTrapException.class, () -> function(instance, export).call());
  }
}

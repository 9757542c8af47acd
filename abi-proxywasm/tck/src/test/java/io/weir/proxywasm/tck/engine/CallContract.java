package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.ValueType;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls in both directions, and what an instance is told of its host. */
abstract class CallContract extends EngineContract {
  CallContract(EngineUnderTest underTest) {
    super(underTest);
  }

  private static final String ARITHMETIC =
      """
      (module
        (memory (export "memory") 1)
        (func (export "sub") (param $a i32) (param $b i32) (result i32)
          (i32.sub (local.get $a) (local.get $b)))
        (func (export "weigh") (param i32 i32 i32 i32 i32) (result i32)
          (i32.add (i32.add (i32.mul (local.get 0) (i32.const 10000))
                            (i32.mul (local.get 1) (i32.const 1000)))
                   (i32.add (i32.add (i32.mul (local.get 2) (i32.const 100))
                                     (i32.mul (local.get 3) (i32.const 10)))
                            (local.get 4))))
        (func (export "seven") (result i32) (i32.const 7))
        (func (export "nothing") (param i32)))
      """;

  private static final String ECHO =
      """
      (module
        (import "env" "mix" (func $mix (param i32 i64 f32 f64) (result i64)))
        (import "env" "note" (func $note (param i32)))
        (memory (export "memory") 1)
        (func (export "run") (param i32) (result i32)
          (call $note (local.get 0))
          (i32.wrap_i64
            (call $mix (local.get 0) (i64.const -3) (f32.const 1.5) (f64.const -0.25)))))
      """;

  @Test
  void passesArgumentsAndResults() {
    WasmInstance instance = instance(ARITHMETIC);
    assertEquals(-5, function(instance, "sub").call(2, 7));
    assertEquals(12345, function(instance, "weigh").call(1, 2, 3, 4, 5));
    assertEquals(7, function(instance, "seven").call());
  }

  @Test
  void dropsSurplusArgumentsAndZeroesMissingOnes() {
    WasmInstance instance = instance(ARITHMETIC);
    assertEquals(7, function(instance, "seven").call(1, 2, 3));
    assertEquals(9, function(instance, "sub").call(9));
    assertEquals(0, function(instance, "nothing").call(3));
  }

  @Test
  void namesExportsWithTheirTypes() {
    CompiledModule module = compile(ARITHMETIC, NO_IMPORTS);
    assertEquals(FunctionType.i32(2, 1), module.exports().get("sub"));
    assertEquals(FunctionType.i32(1, 0), module.exports().get("nothing"));
    assertEquals(4, module.exports().size(), "the memory is no function");
    assertSame(engine, module.engine());
    assertNull(module.slowness());
    assertNull(closing(module.instantiate(this, LIMITS)).function("absent"));
  }

  @Test
  void listsImportsInOrderAndBindsEachOnce() {
    List<ImportedFunction> asked = new ArrayList<>();
    CompiledModule module =
        compile(
            ECHO,
            imported -> {
              asked.add(imported);
              return (host, args) -> 0;
            });
    FunctionType mixed =
        new FunctionType(
            List.of(ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64),
            List.of(ValueType.I64));
    assertEquals(
        List.of(
            new ImportedFunction("env", "mix", mixed),
            new ImportedFunction("env", "note", FunctionType.i32(1, 0))),
        module.imports());
    closing(module.instantiate(this, LIMITS));
    closing(module.instantiate(this, LIMITS));
    assertEquals(module.imports(), asked);
  }

  @Test
  void hostFunctionsGetRawBitsWithI32SignExtended() {
    AtomicReference<long[]> seen = new AtomicReference<>();
    HostFunction mix =
        (host, args) -> {
          seen.set(args.clone());
          return 0xdead_beef_0000_002aL;
        };
    WasmInstance instance = instance(ECHO, Map.of("mix", mix, "note", (host, args) -> 0));
    assertEquals(42, function(instance, "run").call(-1));
    assertArrayEquals(
        new long[] {
          -1, -3, Float.floatToRawIntBits(1.5f), Double.doubleToRawLongBits(-0.25),
        },
        seen.get());
  }

  @Test
  void everyInstanceCallsItsOwnHost() {
    List<Object> callers = new ArrayList<>();
    CompiledModule module =
        compile(
            ECHO,
            imported ->
                imported.name().equals("note")
                    ? (host, args) -> callers.add(host) ? 0 : 1
                    : (host, args) -> 0);
    WasmInstance first = closing(module.instantiate("first", LIMITS));
    WasmInstance second = closing(module.instantiate("second", LIMITS));
    function(second, "run").call();
    function(first, "run").call();
    function(second, "run").call();
    assertEquals(List.of("second", "first", "second"), callers);
  }

  @Test
  void aHostFunctionMayCallTheGuestBack() {
    AtomicReference<WasmInstance> self = new AtomicReference<>();
    HostFunction ask =
        (host, args) ->
            function(self.get(), "double").call((int) args[0])
                + function(self.get(), "outer").call(0);
    WasmInstance instance =
        instance(
            """
            (module
              (import "env" "ask" (func $ask (param i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "double") (param i32) (result i32)
                (i32.mul (local.get 0) (i32.const 2)))
              (func (export "outer") (param i32) (result i32)
                (if (result i32) (local.get 0)
                  (then (i32.add (call $ask (local.get 0)) (local.get 0)))
                  (else (i32.const 500)))))
            """,
            Map.of("ask", ask));
    self.set(instance);
    assertEquals(10 * 2 + 500 + 10, function(instance, "outer").call(10));
  }

  @Test
  void theStartSectionRunsInInstantiate() {
    AtomicReference<Object> host = new AtomicReference<>();
    CompiledModule module =
        compile(
            """
            (module
              (import "env" "hello" (func $hello (param i32) (result i32)))
              (memory (export "memory") 1)
              (global $seen (mut i32) (i32.const 0))
              (func $main (global.set $seen (call $hello (i32.const 5))))
              (func (export "seen") (result i32) (global.get $seen))
              (start $main))
            """,
            imported ->
                (caller, args) -> {
                  host.set(caller);
                  return args[0] + 1;
                });
    WasmInstance instance = closing(module.instantiate("owner", LIMITS));
    assertEquals("owner", host.get());
    assertEquals(6, function(instance, "seen").call());
  }

  @Test
  void startIsNotCalledByTheEngine() {
    WasmInstance instance =
        instance(
            """
            (module
              (memory (export "memory") 1)
              (global $ran (mut i32) (i32.const 0))
              (func (export "_start") (global.set $ran (i32.const 1)))
              (func (export "_initialize") (global.set $ran (i32.const 2)))
              (func (export "ran") (result i32) (global.get $ran)))
            """);
    assertEquals(0, function(instance, "ran").call());
  }

  @Test
  void instancesShareNothing() {
    CompiledModule module =
        compile(
            """
            (module
              (memory (export "memory") 1)
              (table $t 2 8 funcref)
              (global $n (mut i32) (i32.const 0))
              (func (export "count") (result i32)
                (global.set $n (i32.add (global.get $n) (i32.const 1)))
                (global.get $n))
              (func (export "grow") (result i32)
                (ref.null) (i32.const 3) (table.grow))
              (func (export "pages") (result i32)
                (memory.grow (i32.const 1))))
            """,
            NO_IMPORTS);
    WasmInstance first = closing(module.instantiate(this, LIMITS));
    function(first, "count").call();
    function(first, "pages").call();
    assertEquals(2, function(first, "grow").call());
    first.memory().writeInt(100, 77);
    WasmInstance second = closing(module.instantiate(this, LIMITS));
    assertEquals(1, function(second, "count").call());
    assertEquals(1, function(second, "pages").call());
    assertEquals(2, function(second, "grow").call());
    assertEquals(0, second.memory().readInt(100));
  }
}

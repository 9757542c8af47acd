package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.tck.wat.Wat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Making, handing over and closing instances. */
abstract class LifecycleContract extends EngineContract {
  /** Each instance touches a mebibyte of its memory. */
  private static final String MEBIBYTE =
      """
      (module
        (import "env" "host" (func $host (param i32) (result i32)))
        (memory (export "memory") 16)
        (func (export "touch") (result i32)
          (memory.fill (i32.const 0) (i32.const 1) (i32.const 1048576))
          (call $host (i32.load (i32.const 1048572))))
        (func (export "trap") (unreachable)))
      """;

  LifecycleContract(EngineUnderTest underTest) {
    super(underTest);
  }

  @Test
  void aThousandInstancesLeaveNothingBehind() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.isReadable(status), "no /proc here to see resident memory in");
    CompiledModule module = compile(MEBIBYTE, imported -> (host, args) -> args[0]);
    instances(module, 200);
    long before = residentKib(status);
    instances(module, 1000);
    long grown = residentKib(status) - before;
    // a thousand mebibytes were touched; the heap of the test JVM may move by some
    assertTrue(grown < 300 << 10, "resident memory grew by " + grown + " KiB");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    CompiledModule module = compile(MEBIBYTE, imported -> (host, args) -> args[0]);
    WasmInstance instance = module.instantiate(this, LIMITS);
    instance.close();
    instance.close();
  }

  @Test
  void anInstanceMadeOnOneThreadRunsOnAnother() {
    CompiledModule module = compile(MEBIBYTE, imported -> (host, args) -> args[0]);
    WasmInstance made =
        closing(CompletableFuture.supplyAsync(() -> module.instantiate(this, LIMITS)).join());
    assertEquals(0x01010101, function(made, "touch").call());
    int again = CompletableFuture.supplyAsync(() -> function(made, "touch").call()).join();
    assertEquals(0x01010101, again);
  }

  @Test
  void aModuleClosedEarlyServesItsInstances() {
    CompiledModule module =
        engine.compile(PluginCode.of(Wat.assemble(MEBIBYTE)), imported -> (host, args) -> args[0]);
    WasmInstance instance = closing(module.instantiate(this, LIMITS));
    module.close();
    assertEquals(0x01010101, function(instance, "touch").call());
  }

  private void instances(CompiledModule module, int count) {
    for (int i = 0; i < count; i++) {
      try (WasmInstance instance = module.instantiate(this, LIMITS)) {
        assertEquals(0x01010101, function(instance, "touch").call());
        if (i % 10 == 0) {
          trap(instance);
        }
      }
    }
  }

  private static void trap(WasmInstance instance) {
    try {
      function(instance, "trap").call();
    } catch (GuestTrapException expected) {
      return;
    }
    throw new AssertionError("no trap");
  }

  private static long residentKib(Path status) throws IOException {
    System.gc(); // heap instances are garbage; only what stays is asked for
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}

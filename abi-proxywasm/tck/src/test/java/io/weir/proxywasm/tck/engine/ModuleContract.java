package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.tck.wat.Wat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no module for a plugin. */
abstract class ModuleContract extends EngineContract {
  ModuleContract(EngineUnderTest underTest) {
    super(underTest);
  }

  private static final String SMALL =
      """
      (module
        (import "env" "log" (func $log (param i32 i32) (result i32)))
        (memory (export "memory") 1)
        (table $t 2 2 funcref)
        (elem (i32.const 0) $go)
        (global $g (mut i32) (i32.const 3))
        (data (i32.const 0) "some text")
        (func $go (export "go") (param i32) (result i32)
          (local $i i32)
          (loop $again
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (local.get 0))))
          (call $log (local.get $i) (global.get $g))))
      """;

  @Test
  void refusesWhatIsNoModule() {
    refused(new byte[0]);
    refused("<html>not found</html>".getBytes(StandardCharsets.UTF_8));
    refused(new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0});
    refused("(module)".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyTruncationIsRefusedOrAModule() {
    byte[] whole = Wat.assemble(SMALL);
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      refused += compiles(Arrays.copyOf(whole, length)) ? 0 : 1;
    }
    // a cut between two sections can leave a smaller module
    assertTrue(refused > whole.length - 12, refused + " of " + whole.length);
  }

  @Test
  void damagedModulesAreRefusedOrModules() {
    byte[] whole = Wat.assemble(SMALL);
    Random random = new Random(4711);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[8 + random.nextInt(whole.length - 8)] = (byte) random.nextInt();
      }
      refused += compiles(damaged) ? 0 : 1;
    }
    assertTrue(refused > 1000, "refused " + refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(import \"env\" \"memory\" (memory 1))               | env.memory",
        "(import \"env\" \"table\" (table 1 funcref))         | env.table",
        "(import \"env\" \"base\" (global i32))               | env.base",
        "(memory 1 2 shared)                                  | shared",
      })
  void namesWhatAPluginMayNotHave(String field, String named) {
    InvalidModuleException refused =
        assertThrows(
            InvalidModuleException.class,
            () -> compile("(module " + field + ")", imported -> (host, args) -> 0));
    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
  }

  @Test
  void anyImportIsBoundToWhatTheResolverGives() {
    var instance =
        closing(
            compile(
                    """
                    (module
                      (import "env" "proxy_from_the_future" (func $f (param i32) (result i32)))
                      (import "env" "proxy_of_the_past" (func $g (param i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (func (export "one") (result i32) (call $f (i32.const 1)))
                      (func (export "two") (result i32) (call $g (i32.const 1) (i32.const 2))))
                    """,
                    imported -> (host, args) -> 12 + imported.type().params().size())
                .instantiate(this, LIMITS));
    assertEquals(13, function(instance, "one").call());
    assertEquals(14, function(instance, "two").call());
  }

  private void refused(byte[] bytes) {
    assertThrows(
        InvalidModuleException.class,
        () -> engine.compile(PluginCode.of(bytes), imported -> (host, args) -> 0));
  }

  /** Compiles and, if that succeeds, instantiates; any other exception fails the test. */
  private boolean compiles(byte[] bytes) {
    try (var module = engine.compile(PluginCode.of(bytes), imported -> (host, args) -> 0)) {
      try {
        module.instantiate(this, LIMITS).close();
      } catch (GuestTrapException | InvalidModuleException e) {
        // a module, though not one that starts
      }
      return true;
    } catch (InvalidModuleException e) {
      return false;
    }
  }

  @Test
  void tellsWhetherTheMemoryIsExported() {
    assertTrue(compile("(module (memory (export \"memory\") 1))", NO_IMPORTS).exportsMemory());
    assertFalse(compile("(module (memory 1))", NO_IMPORTS).exportsMemory());
    assertFalse(compile("(module (memory (export \"mem\") 1))", NO_IMPORTS).exportsMemory());
    assertFalse(compile("(module (func (export \"memory\")))", NO_IMPORTS).exportsMemory());
  }
}

package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestMemoryException;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmInstance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The guest's memory as the host sees it, and its limit. */
abstract class MemoryContract extends EngineContract {
  MemoryContract(EngineUnderTest underTest) {
    super(underTest);
  }

  private static final int PAGE = 65536;
  private static final String ONE_PAGE =
      """
      (module
        (memory (export "memory") 1)
        (data (i32.const 16) "hello, \\e2\\82\\ac")
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "store_grow_load") (param i32) (result i32)
          (i32.store (i32.const 0) (local.get 0))
          (drop (memory.grow (i32.const 1)))
          (i32.load (i32.const 0))))
      """;

  @Test
  void readsAndWritesLittleEndian() {
    WasmInstance instance = instance(ONE_PAGE);
    GuestMemory memory = instance.memory();
    memory.writeInt(0, 0x01020304);
    assertEquals(4, memory.readByte(0));
    assertEquals(0x01020304, function(instance, "load").call(0));
    memory.writeLong(8, 0x1122334455667788L);
    assertEquals(0x55667788, memory.readInt(8));
    assertEquals(0x11223344, memory.readInt(12));
    memory.writeByte(1, (byte) 0xff);
    assertEquals(0x0102ff04, memory.readInt(0));
    memory.writeInt(41, 7); // not aligned
    assertEquals(7, memory.readInt(41));
    assertEquals(PAGE, memory.size());
  }

  @Test
  void copiesArraysAndBuffers() {
    GuestMemory memory = instance(ONE_PAGE).memory();
    byte[] hello = new byte[12];
    memory.read(16, hello, 2, 10);
    assertEquals("\0\0hello, €", new String(hello, StandardCharsets.UTF_8));
    for (ByteBuffer buffer :
        new ByteBuffer[] {ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8)}) {
      memory.read(16, buffer.position(1).limit(6));
      assertFalse(buffer.hasRemaining());
      buffer.flip().position(1);
      memory.write(200, buffer);
      assertFalse(buffer.hasRemaining());
      assertEquals('o', memory.readByte(204));
      assertEquals(0, memory.readByte(205));
      memory.writeByte(204, (byte) 0);
    }
    memory.write(300, new byte[] {1, 2, 3, 4}, 1, 2);
    byte[] back = new byte[4];
    memory.read(299, back, 0, 4);
    assertArrayEquals(new byte[] {0, 2, 3, 0}, back);
  }

  @Test
  void readsAndComparesText() {
    GuestMemory memory = instance(ONE_PAGE).memory();
    byte[] euro = "hello, €".getBytes(StandardCharsets.UTF_8);
    assertEquals("hello, \u00e2\u0082\u00ac", memory.readText(16, 10), "one byte a char");
    assertEquals("", memory.readText(PAGE, 0));
    assertTrue(memory.holds(16, euro));
    assertFalse(memory.holds(17, euro));
    euro[9]++;
    assertFalse(memory.holds(16, euro));
    String all = memory.readText(0, PAGE);
    assertEquals(PAGE, all.length());
    assertEquals(16, all.indexOf("hello"));
  }

  @Test
  void refusesEveryAccessOutside() {
    GuestMemory memory = instance(ONE_PAGE).memory();
    byte[] eight = new byte[8];
    outside(() -> memory.readByte(PAGE));
    outside(() -> memory.readByte(-1));
    outside(() -> memory.readInt(PAGE - 3));
    outside(() -> memory.readInt(-4));
    outside(() -> memory.writeByte(PAGE, (byte) 1));
    outside(() -> memory.writeInt(PAGE - 3, 1));
    outside(() -> memory.writeLong(PAGE - 7, 1));
    outside(() -> memory.read(PAGE - 7, eight, 0, 8));
    outside(() -> memory.write(PAGE - 7, eight, 0, 8));
    outside(() -> memory.read(0x8000_0000, ByteBuffer.allocate(1)));
    outside(() -> memory.write(0xffff_ffff, ByteBuffer.allocate(2)));
    outside(() -> memory.read(0, eight, 0, -1)); // 4 GiB - 1
    outside(() -> memory.readText(0, -1));
    outside(() -> memory.readText(PAGE - 7, 8));
    outside(() -> memory.holds(PAGE - 7, eight));
    outside(() -> memory.holds(-1, eight));
    memory.read(PAGE - 8, eight, 0, 8);
    assertArrayEquals(new byte[8], eight, "nothing was written");
    memory.read(PAGE, eight, 0, 0); // no bytes at the very end are inside
  }

  @Test
  void staysValidWhenTheGuestGrowsIt() {
    WasmInstance instance = instance(ONE_PAGE);
    GuestMemory memory = instance.memory();
    assertEquals(4711, function(instance, "store_grow_load").call(4711));
    assertEquals(2 * PAGE, memory.size());
    assertEquals(4711, memory.readInt(0));
    memory.writeInt(PAGE + 8, 5);
    assertEquals(5, function(instance, "load").call(PAGE + 8));
  }

  @Test
  void growthStopsAtTheLimit() {
    CompiledModule module = compile(ONE_PAGE, NO_IMPORTS);
    // one byte short of five pages: four fit
    WasmInstance instance = closing(module.instantiate(this, new InstanceLimits(5 * PAGE - 1)));
    assertEquals(1, function(instance, "grow").call(3));
    assertEquals(-1, function(instance, "grow").call(1));
    assertEquals(-1, function(instance, "grow").call(-1));
    assertEquals(4, function(instance, "grow").call(0));
    assertEquals(4 * PAGE, instance.memory().size());
    assertEquals(tellsOfRefusedGrowth() ? 2 : 0, instance.refusedGrowths());
  }

  /** Whether {@link WasmInstance#refusedGrowths} counts. */
  boolean tellsOfRefusedGrowth() {
    return true;
  }

  @Test
  void growthStopsAtTheModulesOwnMaximum() {
    WasmInstance instance =
        instance(
            """
            (module
              (memory (export "memory") 1 2)
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
            """);
    assertEquals(1, function(instance, "grow").call(1));
    assertEquals(-1, function(instance, "grow").call(1));
  }

  @Test
  void anInitialMemoryOverTheLimitIsRefused() {
    CompiledModule module = compile("(module (memory (export \"memory\") 3))", NO_IMPORTS);
    InvalidModuleException refused =
        assertThrows(
            InvalidModuleException.class,
            () -> module.instantiate(this, new InstanceLimits(2 * PAGE)));
    assertEquals(
        "memory: 196608 bytes at the start (expected: at most 131072, the plugin's memory limit)",
        refused.getMessage());
  }

  @Test
  void aModuleWithoutMemoryHasAnEmptyOne() {
    GuestMemory memory = instance("(module (func (export \"f\")))").memory();
    assertEquals(0, memory.size());
    outside(() -> memory.readByte(0));
  }

  @Test
  void isEmptyOnceTheInstanceIsClosed() {
    WasmInstance instance = instance(ONE_PAGE);
    GuestMemory memory = instance.memory();
    instance.close();
    assertEquals(0, memory.size());
    outside(() -> memory.readByte(0));
  }

  private static void outside(Executable access) {
    assertThrows(GuestMemoryException.class, access);
  }
}

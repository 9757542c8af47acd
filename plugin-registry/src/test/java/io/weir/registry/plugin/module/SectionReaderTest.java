package io.weir.registry.plugin.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.registry.WasmBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionReaderTest {
  private static ModuleOutline read(byte[] wasm) {
    try {
      return SectionReader.read(new ModuleBytes(new ByteArrayInputStream(wasm)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refusal(byte[] wasm) {
    return String.valueOf(
        assertThrows(InvalidModuleException.class, () -> read(wasm)).getMessage());
  }

  @Test
  void importsAndExportsAreRead() {
    ModuleOutline outline = read(WasmBytes.plugin());

    assertEquals(1, outline.imports().size());
    assertEquals("env.proxy_log", outline.imports().getFirst().toString());
    assertEquals(3, outline.imports().getFirst().type().params().size());
    assertEquals(1, outline.imports().getFirst().type().results().size());
    assertTrue(outline.exports().containsKey("proxy_on_request_headers"));
  }

  @Test
  void aModuleCutAnywhereWithinItsCodeIsRefused() {
    byte[] whole = WasmBytes.plugin();
    int code = whole.length - 6;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      boolean boundary = length < code - 4 && endsASection(whole, length);
      if (!boundary) {
        refusal(cut);
      }
    }
  }

  /** Whether the first {@code length} bytes are a shorter module, complete before any function. */
  private static boolean endsASection(byte[] wasm, int length) {
    int at = 8;
    while (at < length) {
      if (wasm[at] == 3) {
        return false;
      }
      at += 2 + wasm[at + 1];
    }
    return at == length;
  }

  @Test
  void noBytesMakeItFailInAnotherWay() {
    Random random = new Random(42);
    byte[] whole = WasmBytes.plugin();
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = whole.clone();
      changed[8 + random.nextInt(changed.length - 8)] = (byte) random.nextInt();
      try {
        read(changed);
      } catch (InvalidModuleException e) {
        assertTrue(String.valueOf(e.getMessage()).length() > 5);
      }
    }
  }

  @Test
  void aComponentIsNamedAsOne() {
    byte[] component = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

    assertTrue(refusal(component).contains("it is a component"));
  }

  @Test
  void anImportedMemoryIsNamed() {
    byte[] wasm = new WasmBytes().importsMemory().exports("proxy_abi_version_0_2_1").bytes();

    assertTrue(refusal(wasm).contains("import env.memory is no function"));
  }
}

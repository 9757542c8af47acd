package io.weir.tools.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.tools.WasmBytes;
import io.weir.tools.cli.ToolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginModuleTest {
  @Test
  void theHighestAbiIsTold() {
    byte[] wasm =
        new WasmBytes()
            .exports("proxy_abi_version_0_2_1")
            .exports("proxy_abi_version_0_2_100")
            .exports("proxy_on_tick")
            .exports("proxy_on_done")
            .exports("malloc")
            .bytes();

    PluginModule module = PluginModule.read(wasm, "x.wasm");

    assertEquals("0.2.100", module.abi());
    assertEquals(List.of("proxy_on_done", "proxy_on_tick"), module.callbacks());
    assertEquals(0, module.imports());
  }

  @Test
  void importsThatAreNotThereAreTold() {
    byte[] wasm =
        new WasmBytes()
            .imports("env", "proxy_log", 3)
            .imports("wasi_snapshot_preview1", "sock_fly", 1)
            .exports("proxy_abi_version_0_1_0")
            .bytes();

    PluginModule module = PluginModule.read(wasm, "x.wasm");

    assertEquals(2, module.imports());
    assertEquals(List.of("wasi_snapshot_preview1.sock_fly"), module.unimplemented());
  }

  @Test
  void anImportWithOtherParametersThanTheAbiHasIsRefused() {
    byte[] wasm =
        new WasmBytes().imports("env", "proxy_log", 4).exports("proxy_abi_version_0_2_1").bytes();

    ToolException e = assertThrows(ToolException.class, () -> PluginModule.read(wasm, "x.wasm"));

    assertTrue(e.getMessage().startsWith("x.wasm: "), e.getMessage());
    assertTrue(e.getMessage().contains("env.proxy_log takes 4 parameters"), e.getMessage());
  }
}

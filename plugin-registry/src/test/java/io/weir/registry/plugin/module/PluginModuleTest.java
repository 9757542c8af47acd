package io.weir.registry.plugin.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginException;
import io.weir.registry.WasmBytes;
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

    PluginModule module = PluginModule.read(wasm);

    assertEquals("0.2.100", module.abi());
    assertEquals(List.of("proxy_on_done", "proxy_on_tick"), module.callbacks());
    assertEquals(List.of(), module.imports());
  }

  @Test
  void importsThatAreNotThereAreTold() {
    byte[] wasm =
        new WasmBytes()
            .imports("env", "proxy_log", 3)
            .imports("wasi_snapshot_preview1", "sock_fly", 1)
            .exports("proxy_abi_version_0_1_0")
            .bytes();

    PluginModule module = PluginModule.read(wasm);

    assertEquals(List.of("env.proxy_log", "wasi_snapshot_preview1.sock_fly"), module.imports());
    assertEquals(List.of("wasi_snapshot_preview1.sock_fly"), module.unimplemented());
  }

  @Test
  void anImportWithOtherParametersThanTheAbiHasIsRefused() {
    byte[] wasm =
        new WasmBytes().imports("env", "proxy_log", 4).exports("proxy_abi_version_0_2_1").bytes();

    PluginException e = assertThrows(PluginException.class, () -> PluginModule.read(wasm));

    assertTrue(e.toString().contains("env.proxy_log takes 4 parameters"), e.toString());
  }
}

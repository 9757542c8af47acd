package io.weir.proxywasm;

import static io.weir.proxywasm.testkit.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is accepted as a plugin. */
class CompiledPluginTest {
  @Test
  void theHighestVersionThatAModuleNamesCounts() {
    assertEquals(AbiVersion.V0_2_1, AbiVersion.detect(Set.of("x", "proxy_abi_version_0_2_1")));
    assertEquals(
        AbiVersion.V0_2_100,
        AbiVersion.detect(Set.of("proxy_abi_version_0_2_100", "proxy_abi_version_0_1_0")));
    assertEquals(null, AbiVersion.detect(Set.of("proxy_abi_version_0_3_0")));
  }

  @Test
  void aModuleWithoutAVersionIsNoPlugin() {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () -> TestVm.start(g -> g.version("9").without("proxy_abi_version_9")));
    assertEquals(Phase.LOAD, refused.phase());
    assertSays("proxy_abi_version_0_1_0", refused);
  }

  @Test
  void bytesThatAreNoModuleAreRefused() {
    byte[] bytes = "nobody".getBytes(StandardCharsets.UTF_8);
    PluginException refused =
        assertThrows(
            PluginException.class,
            () -> CompiledPlugin.compile(new NullEngine(), PluginCode.of(bytes)));
    assertEquals(Phase.LOAD, refused.phase());
  }

  @Test
  void onlyTheFirstInstancesOfACodeWarmUp() {
    try (TestVm t = TestVm.start(g -> {})) {
      CompiledPlugin plugin = t.vm().plugin();
      for (int instance = 2; instance <= 100; instance++) {
        assertTrue(plugin.warmsUp(), "instance " + instance);
      }
      assertFalse(plugin.warmsUp());
      assertFalse(plugin.warmsUp());
    }
  }

  @Test
  void codeIsKnownByItsDigest() {
    PluginCode abc = PluginCode.of("abc".getBytes(StandardCharsets.UTF_8));
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", abc.sha256());
    assertEquals(abc, PluginCode.of("abc".getBytes(StandardCharsets.UTF_8)));
  }
}

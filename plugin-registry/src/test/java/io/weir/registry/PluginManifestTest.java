package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PluginManifestTest {
  @Test
  void readsNameAndVersion() {
    PluginManifest manifest =
        PluginManifest.parse("apiVersion: 1.0.0\ninfo: { name: demo, version: 1.2.3 }\n");
    assertEquals("demo", manifest.name());
    assertEquals("1.2.3", manifest.version());
  }

  @Test
  void leavesOutWhatIsNotThere() {
    assertNull(PluginManifest.parse("info: {}").version());
    assertNull(PluginManifest.parse("spec: {}").name());
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThrows(IllegalArgumentException.class, () -> PluginManifest.parse("info: { name: "));
  }
}

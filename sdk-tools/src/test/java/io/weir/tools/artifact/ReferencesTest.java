package io.weir.tools.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  @Test
  void theSchemeMayBeThereOrNot() {
    assertEquals(
        References.parse("127.0.0.1:5000/plugins/a:1"),
        References.parse("oci://127.0.0.1:5000/plugins/a:1"));
    assertThrows(
        IllegalArgumentException.class, () -> References.parse("https://127.0.0.1:5000/a:1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"./a.wasm", "/a.wasm", "a.wasm", "plugins-rs/a", "out/a.wasm"})
  void theseAreMeantAsFiles(String text) {
    assertTrue(References.isPath(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:5000/a", "localhost/a", "ghcr.io/me/a:1", "oci://x/a"})
  void theseAreMeantAsReferences(String text) {
    assertFalse(References.isPath(text));
  }

  @Test
  void aPlaceBecomesTheUrlThatAConfigurationHas(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a b.wasm"), new byte[] {0});

    assertEquals("oci://localhost:5000/a:1", References.toUrl("localhost:5000/a:1"));
    assertEquals("https://example.com/a.wasm", References.toUrl("https://example.com/a.wasm"));
    assertEquals(file.toUri().toString(), References.toUrl(file.toString()));
    assertThrows(IllegalArgumentException.class, () -> References.toUrl("nowhere"));
  }
}

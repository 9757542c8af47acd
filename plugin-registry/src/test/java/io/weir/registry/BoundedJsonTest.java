package io.weir.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoundedJsonTest {
  @Test
  void refusesAManifestThatWouldBeALargeTree() {
    byte[] manifest = manifest(BoundedJson.MAX_TOKENS);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Manifest.read(manifest, ""));
    assertTrue(refused.toString().contains("oken count"), refused.toString());
  }

  @Test
  void readsAsMuchAsManifestsHave() throws Exception {
    byte[] manifest = manifest(BoundedJson.MAX_TOKENS - 10);

    assertEquals(
        BoundedJson.MAX_TOKENS - 10, BoundedJson.MAPPER.readTree(manifest).path("x").size());
  }

  private static byte[] manifest(int numbers) {
    return ("{\"schemaVersion\":2,\"x\":[0" + ",0".repeat(numbers - 1) + "]}").getBytes(UTF_8);
  }
}

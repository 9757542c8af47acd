package io.weir.bench.torture.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {

  /** Computed apart, by another implementation of FNV-1a. */
  @Test
  void hashIsFnv1aOfVersionColonConfiguration() {
    assertEquals("1:15eb20d2", Stamp.of("1", new byte[0]).toString());
    assertEquals("2:99ff4941", Stamp.of("2", "{\"stamp\":\"0-x\"}".getBytes(UTF_8)).toString());
  }

  @Test
  void writtenFormIsParsedBack() {
    Stamp stamp = Stamp.of("2", "{\"stamp\":\"x\"}".getBytes(UTF_8));
    assertEquals(stamp, Stamp.parse(stamp.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1:", ":01234567", "1:0123456", "1:012345678", "1:0123456g"})
  void otherTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Stamp.parse(text));
  }

  @Test
  void eachLanguageOwnsItsBits() {
    for (int hash : new int[] {0, 1, -1, 0x7fffffff, 0x80000000, 12345}) {
      for (Lang lang : Lang.values()) {
        int key = lang.keyOf(hash);
        assertEquals(key, key & lang.mask(), lang + " " + hash);
        assertNotEquals(0, key, lang + " " + hash);
      }
    }
    assertEquals(0xff, Lang.RS.mask() | Lang.GO.mask() | Lang.JS.mask());
  }

  @Test
  void keysOfAChainAddUp() {
    StampSet set = new StampSet(Map.of(Lang.RS, new Stamp("1", 1), Lang.JS, new Stamp("1", 6)));
    assertEquals(2 | (7 << 5), set.key());
  }
}

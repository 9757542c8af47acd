package io.weir.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMapTest {
  /** These three have the same hash. */
  private static final String[] EQUAL_HASHES = {"AaAa", "BBBB", "AaBB"};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void changedStepByStepItIsAsAHashMap(long seed) {
    Random random = new Random(seed);
    Map<String, Integer> expected = new HashMap<>();
    TextMap<Integer> map = TextMap.empty();
    for (int step = 0; step < 2_000; step++) {
      Map<String, @Nullable Integer> changes = new HashMap<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        // more goes than comes in the second half: the table must shrink as well
        boolean put = random.nextInt(10) < (step < 1_000 ? 7 : 3);
        changes.put(key(random), put ? step : null);
      }
      TextMap<Integer> before = map;
      Map<String, Integer> old = new HashMap<>(expected);
      map = map.with(changes);
      changes.forEach(
          (key, value) -> {
            if (value == null) {
              expected.remove(key);
            } else {
              expected.put(key, value);
            }
          });
      assertEquals(expected.size(), map.size());
      assertSameEntries(old, before);
      assertSameEntries(expected, map);
    }
  }

  private static void assertSameEntries(Map<String, Integer> expected, TextMap<Integer> map) {
    for (int i = 0; i < 200; i += 7) {
      assertEquals(expected.get("k" + i), map.get("k" + i));
    }
    for (String key : EQUAL_HASHES) {
      assertEquals(expected.get(key), map.get(key));
      String within = "<" + key + ">";
      assertEquals(expected.get(key), map.get(within, 1, 5, TextMap.hash(within, 1, 5)));
    }
  }

  private static String key(Random random) {
    int number = random.nextInt(203);
    return number < 200 ? "k" + number : EQUAL_HASHES[number - 200];
  }

  @Test
  void theLongestKeyBoundsTheWalk() {
    TextMap<String> map = TextMap.<String>empty().with(Map.of("a", "x", "abc", "y"));
    assertEquals(3, map.longest());
    assertNull(map.get("ab"));
  }

  @Test
  void theLastEntryGoneItIsTheEmptyMap() {
    Map<String, @Nullable String> gone = new HashMap<>();
    gone.put("a", null);
    TextMap<String> map = TextMap.<String>empty().with(Map.of("a", "x")).with(gone);
    assertTrue(map.isEmpty());
    assertSame(TextMap.empty(), map);
  }
}

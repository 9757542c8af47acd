package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of contexts, held against a map that is known to be right. */
class ContextTableTest {
  private static CallContext context(int id) {
    return new CallContext(id, null) {};
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 100, 5_000})
  void doesWhatAMapDoes(int ids) {
    Random random = new Random(ids);
    ContextTable table = new ContextTable();
    Map<Integer, CallContext> expected = new HashMap<>();
    for (int step = 0; step < 50_000; step++) {
      int id = 1 + random.nextInt(ids);
      if (random.nextInt(5) < 3 && !expected.containsKey(id)) {
        CallContext context = context(id);
        table.put(context);
        expected.put(id, context);
      } else {
        table.remove(id);
        expected.remove(id);
      }
      int asked = random.nextInt(ids + 2);
      assertSame(expected.get(asked), table.get(asked));
      assertEquals(expected.size(), table.size());
    }
    List<CallContext> seen = new ArrayList<>();
    table.forEach(seen::add);
    assertEquals(expected.size(), seen.size());
    seen.forEach(c -> assertSame(expected.get(c.id), c));
  }

  @Test
  void idsThatRiseAsStreamsComeAndGoStayFound() {
    ContextTable table = new ContextTable();
    Map<Integer, CallContext> live = new HashMap<>();
    for (int id = 1; id < 100_000; id++) {
      CallContext context = context(id);
      table.put(context);
      live.put(id, context);
      if (id > 40) {
        table.remove(id - 40);
        live.remove(id - 40);
      }
    }
    live.forEach((id, context) -> assertSame(context, table.get(id)));
    assertNull(table.get(1));
  }

  @Test
  void anActionMayRemoveWhileItIsToldOfAll() {
    ContextTable table = new ContextTable();
    for (int id = 1; id <= 30; id++) {
      table.put(context(id));
    }
    int[] seen = new int[1];
    table.forEach(
        c -> {
          seen[0]++;
          table.remove(c.id);
        });
    assertEquals(30, seen[0]);
    assertEquals(0, table.size());
  }

  @Test
  void idsWrapAroundPastThoseInUse() {
    ContextTable table = new ContextTable(Integer.MAX_VALUE);
    table.put(context(1)); // the root, which lives as long as its VM
    assertEquals(Integer.MAX_VALUE, table.freshId());
    assertEquals(Integer.MIN_VALUE, table.freshId());
    ContextTable late = new ContextTable(-1);
    late.put(context(1));
    assertEquals(-1, late.freshId());
    assertEquals(2, late.freshId(), "0 is the VM itself, 1 is in use");
  }
}

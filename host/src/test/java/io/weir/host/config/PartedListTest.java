package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartedListTest {
  private static List<String> some(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.toList());
  }

  private static void assertSameList(List<String> expected, List<String> list) {
    assertEquals(expected, list, "by its iterator");
    assertEquals(expected.size(), list.size());
    List<String> each = new ArrayList<>();
    list.forEach(each::add);
    assertEquals(expected, each, "one by one");
    for (int i = 0; i < expected.size(); i++) {
      assertSame(expected.get(i), list.get(i), "at " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isTheListThatWasAskedForAfterAnyChanges(long seed) {
    Random random = new Random(seed);
    List<String> expected = some(random.nextInt(1000));
    PartedList<String> list = PartedList.copyOf(expected);
    for (int step = 0; step < 200; step++) {
      PartedList<String> before = list;
      List<String> old = List.copyOf(expected);
      int from = random.nextInt(expected.size() + 1);
      int to = from + random.nextInt(Math.min(expected.size() - from, 300) + 1);
      List<String> others = some(random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(3));
      list = list.with(from, to, others);
      expected.subList(from, to).clear();
      expected.addAll(from, others);
      assertSameList(expected, list);
      assertSameList(old, before);
      ListDiff diff = ListDiff.of(before, list);
      assertEquals(ListDiff.of(old, List.copyOf(expected)), diff, "as without parts");
    }
  }

  @Test
  void oneElementIsReplacedAddedAndRemoved() {
    List<String> expected = some(500);
    PartedList<String> list = PartedList.copyOf(expected);
    expected.set(300, "x");
    expected.add("y");
    expected.remove(0);
    assertSameList(expected, list.with(300, "x").plus("y").without(0));
    assertEquals(List.of("a"), PartedList.<String>copyOf(List.of()).plus("a"));
    assertEquals(List.of(), PartedList.copyOf(List.of("a")).without(0));
  }

  @Test
  void itselfIsNotCopied() {
    PartedList<String> list = PartedList.copyOf(some(3));
    assertSame(list, PartedList.copyOf(list));
  }

  @Test
  void findsTheVeryObject() {
    List<String> expected = some(1000);
    PartedList<String> list = PartedList.copyOf(expected);
    assertEquals(777, PartedList.indexOfSame(list, expected.get(777)));
    assertEquals(777, PartedList.indexOfSame(expected, expected.get(777)));
    assertEquals(-1, PartedList.indexOfSame(list, new StringBuilder("777").toString()));
  }

  @Test
  void refusesWhatIsNotThere() {
    PartedList<String> list = PartedList.copyOf(some(3));
    assertThrows(IndexOutOfBoundsException.class, () -> list.get(3));
    assertThrows(IndexOutOfBoundsException.class, () -> list.without(3));
    assertThrows(
        NullPointerException.class, () -> PartedList.copyOf(Collections.singletonList(null)));
    assertThrows(UnsupportedOperationException.class, () -> list.add("x"));
  }
}

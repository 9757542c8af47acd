package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {
  @Test
  void readsNumbersAndRanges() {
    assertEquals(List.of(0, 1, 2, 8), CpuList.parse("0-2,8"));
    assertEquals(List.of(3, 1), CpuList.parse("3, 1,3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1-", "-1", "3-1", "1,,2", "0-5000", "1;2"})
  void refusesOtherTexts(String text) {
    assertNull(CpuList.parse(text));
  }
}

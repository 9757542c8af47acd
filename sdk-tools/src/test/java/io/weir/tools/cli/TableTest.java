package io.weir.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("A", "BB", "C");
    table.row("long", "", "x");

    assertEquals(List.of("A     BB  C", "long  -   x"), table.lines());
  }

  @Test
  void aRowWithOtherCellsThanTitlesIsAFault() {
    assertThrows(IllegalArgumentException.class, () -> new Table("A").row("a", "b"));
  }

  @Test
  void sizesReadAsPeopleReadThem() {
    assertEquals("1023 bytes", Output.size(1023));
    assertEquals("1.0 KiB", Output.size(1024));
    assertEquals("3.8 MiB", Output.size(4_005_609));
  }
}

package io.weir.bench.torture;

import io.weir.bench.torture.client.Count;
import io.weir.bench.torture.client.Kind;
import io.weir.bench.torture.client.Tally;
import java.io.PrintStream;
import java.util.Locale;

/** Prints what was counted: a row for each kind of stream. */
final class StreamTable {

  private static final int NAME_WIDTH = 11;

  private StreamTable() {}

  static void print(Tally tally, PrintStream out) {
    StringBuilder head = new StringBuilder(cell("streams", -NAME_WIDTH)).append(cell("at once", 9));
    for (Count count : Count.values()) {
      head.append(cell(count.label(), width(count)));
    }
    out.println(head);
    for (Kind kind : Kind.values()) {
      StringBuilder row = new StringBuilder(cell(kind.label(), -NAME_WIDTH));
      row.append(cell(Integer.toString(tally.peak(kind)), 9));
      for (Count count : Count.values()) {
        row.append(cell(Long.toString(tally.get(kind, count)), width(count)));
      }
      out.println(row);
    }
    for (String finding : tally.findings()) {
      out.println("  " + finding);
    }
  }

  private static int width(Count count) {
    return count == Count.BYTES ? 14 : count.label().length() + 3;
  }

  private static String cell(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }
}

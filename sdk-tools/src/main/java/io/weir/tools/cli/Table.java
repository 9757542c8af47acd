package io.weir.tools.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns, as wide as their widest cell. Not thread-safe. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;

  public Table(String... titles) {
    this.widths = new int[titles.length];
    row(titles);
  }

  /**
   * Adds a row. An empty cell is shown as a dash.
   *
   * @throws IllegalArgumentException when it has not a cell for each title
   */
  public void row(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          "cells: " + cells.length + " (expected: " + widths.length + ")");
    }
    List<String> row = Arrays.stream(cells).map(each -> each.isEmpty() ? "-" : each).toList();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
    rows.add(row);
  }

  /** The titles and the rows, each a line without blanks at its end. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length()).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}

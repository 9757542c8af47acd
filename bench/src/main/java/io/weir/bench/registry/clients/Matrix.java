package io.weir.bench.registry.clients;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clients by what was tried with them. Not thread-safe. */
final class Matrix {
  private static final int FIRST = 22;
  private final Map<String, Map<Column, Boolean>> rows = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  void ok(String row, Column column) {
    row(row).put(column, true);
  }

  void failed(String row, Column column, String why) {
    row(row).put(column, false);
    failures.add(row + ", " + column.title() + ": " + why);
  }

  /** A client that is not here. */
  void missing(String name, String howToGet) {
    missing.add(name + " is missing; to get it: " + howToGet);
  }

  private Map<Column, Boolean> row(String row) {
    return rows.computeIfAbsent(row, any -> new EnumMap<>(Column.class));
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(PrintStream out) {
    StringBuilder head = new StringBuilder(" ".repeat(FIRST));
    for (Column each : Column.values()) {
      head.append("%-11s".formatted(each.title()));
    }
    out.println(head.toString().stripTrailing());
    rows.forEach((name, cells) -> out.println(line(name, cells)));
    missing.forEach(out::println);
    failures.forEach(each -> out.println("FAILED  " + each));
    long all = rows.values().stream().mapToLong(Map::size).sum();
    out.println((all - failures.size()) + " passed, " + failures.size() + " failed");
  }

  private static String line(String name, Map<Column, Boolean> cells) {
    StringBuilder line = new StringBuilder("%-22s".formatted(name));
    for (Column each : Column.values()) {
      Boolean ok = cells.get(each);
      line.append("%-11s".formatted(ok == null ? "-" : ok ? "ok" : "FAILED"));
    }
    return line.toString().stripTrailing();
  }
}

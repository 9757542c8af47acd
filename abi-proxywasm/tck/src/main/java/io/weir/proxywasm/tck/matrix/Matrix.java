package io.weir.proxywasm.tck.matrix;

import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Subject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules by subjects. Not thread-safe. */
public final class Matrix {
  private static final Cell NOT_TRIED = new Cell.NotApplicable();

  private final List<Rule> rules;
  private final Differences differences;
  private final Map<String, Map<String, Cell>> columns = new LinkedHashMap<>();

  public Matrix(List<Rule> rules) {
    this(rules, Differences.load());
  }

  Matrix(List<Rule> rules, Differences differences) {
    this.rules = List.copyOf(rules);
    this.differences = differences;
  }

  /** Tries every rule on {@code subject} and adds its column. */
  public void run(Subject subject) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Rule rule : rules) {
      cells.put(rule.id(), cell(rule, subject));
    }
    columns.put(subject.name(), cells);
  }

  /** Adds a column of failures: the host did not start. */
  public void broken(String host, String why) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    rules.forEach(rule -> cells.put(rule.id(), new Cell.NotApplicable()));
    cells.put("it did not start", new Cell.Fail(List.of(why)));
    columns.put(host, cells);
  }

  private Cell cell(Rule rule, Subject subject) {
    return subject.tries(rule)
        ? judge(rule, subject.name(), wrong(rule, subject))
        : new Cell.NotApplicable();
  }

  private static List<String> wrong(Rule rule, Subject subject) {
    try {
      return subject.run(rule).mismatches(rule);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("interrupted");
    } catch (Exception e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private Cell judge(Rule rule, String host, List<String> wrong) {
    Difference known = differences.of(rule.id(), host);
    if (known == null) {
      return wrong.isEmpty() ? new Cell.Ok() : new Cell.Fail(wrong);
    }
    if (String.join("; ", wrong).contains(known.does())) {
      return new Cell.Differs(known);
    }
    List<String> stale = new ArrayList<>(wrong);
    stale.add("differences.txt says that it does `" + known.does() + "`, which it does not");
    return new Cell.Fail(stale);
  }

  /** The failures of all columns, as {@code host rule: what is wrong}. */
  public List<String> failures() {
    return cells()
        .filter(e -> e.cell instanceof Cell.Fail)
        .map(e -> e.host + " " + e.rule + ": " + String.join("; ", ((Cell.Fail) e.cell).wrong()))
        .toList();
  }

  private record Entry(String host, String rule, Cell cell) {}

  private Stream<Entry> cells() {
    return columns.entrySet().stream()
        .flatMap(
            column ->
                column.getValue().entrySet().stream()
                    .map(e -> new Entry(column.getKey(), e.getKey(), e.getValue())));
  }

  /** Prints the table, then why what differs does, then the sums. */
  public void print(PrintWriter out) {
    int width = rules.stream().mapToInt(r -> r.id().length()).max().orElse(0);
    out.print(" ".repeat(width));
    columns.keySet().forEach(name -> out.printf("  %s", name));
    out.println();
    String family = "";
    for (Rule rule : rules) {
      if (!rule.family().equals(family)) {
        family = rule.family();
        out.println(family);
      }
      row(out, rule, width);
    }
    out.println();
    explanations(out);
    out.println(sums());
    out.flush();
  }

  /** Prints a row for each family with the sums of each host, then why what differs does. */
  public void printMarkdown(PrintWriter out) {
    out.println("| family | rules | " + String.join(" | ", columns.keySet()) + " |");
    out.println("|---|---:|" + "---|".repeat(columns.size()));
    rules.stream().map(Rule::family).distinct().forEach(family -> familyRow(out, family));
    out.println();
    cells()
        .filter(e -> e.cell instanceof Cell.Differs)
        .forEach(
            e -> {
              Difference difference = ((Cell.Differs) e.cell).difference();
              out.printf("- `%s`, %s: %s%n", e.rule, e.host, difference.why());
            });
    out.println();
    out.println(sums());
    out.flush();
  }

  private void familyRow(PrintWriter out, String family) {
    List<String> ids = rules.stream().filter(r -> r.family().equals(family)).map(Rule::id).toList();
    StringBuilder row = new StringBuilder("| " + family + " | " + ids.size() + " |");
    columns.forEach((host, cells) -> row.append(' ').append(counts(cells, ids)).append(" |"));
    out.println(row);
  }

  /** How often each mark stands in the rows {@code ids}, as {@code 7 ok, 1 n/a}. */
  private static String counts(Map<String, Cell> cells, List<String> ids) {
    Map<String, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
    ids.forEach(id -> counts.merge(cells.getOrDefault(id, NOT_TRIED).mark(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private void row(PrintWriter out, Rule rule, int width) {
    out.printf("  %-" + width + "s", rule.id().substring(rule.id().indexOf('/') + 1));
    columns.forEach(
        (name, cells) -> {
          Cell cell = cells.get(rule.id());
          out.printf("%-" + (name.length() + 2) + "s", cell == null ? "" : cell.mark());
        });
    out.println();
  }

  private void explanations(PrintWriter out) {
    cells()
        .filter(e -> e.cell instanceof Cell.Differs)
        .forEach(
            e -> {
              Difference difference = ((Cell.Differs) e.cell).difference();
              out.printf(
                  "%s, %s: %s%n    %s%n", e.rule, e.host, difference.does(), difference.why());
            });
  }

  private String sums() {
    List<String> sums = new ArrayList<>();
    columns.forEach(
        (name, cells) ->
            sums.add(
                "%s: %d ok, %d differ, %d failed"
                    .formatted(
                        name,
                        count(cells, Cell.Ok.class),
                        count(cells, Cell.Differs.class),
                        count(cells, Cell.Fail.class))));
    return rules.size() + " rules; " + String.join("; ", sums);
  }

  private static long count(Map<String, Cell> cells, Class<? extends Cell> kind) {
    return cells.values().stream().filter(kind::isInstance).count();
  }
}

package io.weir.registry.plugin;

import java.util.List;

/**
 * What the registry thinks of a plugin.
 *
 * @param ok whether there is no error among the problems
 * @param problems errors first; at most {@link #MAX_PROBLEMS}
 */
public record Verdict(boolean ok, List<Problem> problems) {
  /** The most problems that are kept and told. */
  public static final int MAX_PROBLEMS = 50;

  public Verdict {
    problems = List.copyOf(problems);
  }

  /** The verdict over {@code problems}, in the order of their weight. */
  public static Verdict of(List<Problem> problems) {
    boolean ok = problems.stream().noneMatch(each -> each.severity() == Severity.ERROR);
    List<Problem> told =
        problems.stream()
            .sorted((a, b) -> a.severity().compareTo(b.severity()))
            .limit(MAX_PROBLEMS)
            .toList();
    return new Verdict(ok, told);
  }
}

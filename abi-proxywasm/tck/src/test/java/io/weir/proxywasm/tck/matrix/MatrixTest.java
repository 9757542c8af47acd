package io.weir.proxywasm.tck.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.tck.rule.Driver;
import io.weir.proxywasm.tck.rule.Outcome;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Rules;
import io.weir.proxywasm.tck.rule.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Rule RULE =
      Rules.all().stream().filter(r -> r.id().equals("timer/stops")).findFirst().orElseThrow();

  /** A host whose guests report what it is told. */
  private record Fake(Optional<String> report) implements Subject {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Driver driver() {
      return Driver.HTTP;
    }

    @Override
    public Outcome run(Rule rule) throws IOException {
      return new Outcome(List.of(), report.orElseThrow(() -> new IOException("it is gone")));
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static Matrix run(String differences, Optional<String> report) {
    Matrix matrix = new Matrix(List.of(RULE), Differences.parse(differences));
    matrix.run(new Fake(report));
    return matrix;
  }

  private static String explained(String does) {
    return "# a comment\n\nrule: timer/stops\nhost: fake\ndoes: " + does + "\nwhy: it is\n  so.\n";
  }

  private static String printed(Matrix matrix) {
    StringWriter text = new StringWriter();
    matrix.print(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void whatIsAsTheRuleHasItIsOk() {
    Matrix matrix = run("", Optional.of("ticks=1"));
    assertEquals(List.of(), matrix.failures());
    assertTrue(printed(matrix).contains("fake: 1 ok, 0 differ, 0 failed"), printed(matrix));
  }

  @Test
  void whatNobodyExplainsFails() {
    assertEquals(
        List.of("fake timer/stops: report: ticks=9 (expected: ticks=1)"),
        run("", Optional.of("ticks=9")).failures());
    assertEquals(List.of("fake timer/stops: it is gone"), run("", Optional.empty()).failures());
  }

  @Test
  void whatIsExplainedIsPrintedWithItsReason() {
    Matrix matrix = run(explained("report: ticks=9"), Optional.of("ticks=9"));
    assertEquals(List.of(), matrix.failures());
    assertTrue(printed(matrix).contains("    it is so."), printed(matrix));
  }

  @Test
  void anExplanationOfSomethingElseFails() {
    String known = explained("report: ticks=9");
    assertEquals(1, run(known, Optional.of("ticks=8")).failures().size());
    assertEquals(1, run(known, Optional.of("ticks=1")).failures().size());
  }

  @Test
  void everyDifferenceIsOfARule() {
    List<String> ids = Rules.all().stream().map(Rule::id).toList();
    assertEquals(List.of(), Differences.load().strangers(ids));
  }

  @Test
  void countsFamiliesInMarkdown() {
    StringWriter text = new StringWriter();
    run("", Optional.of("wrong")).printMarkdown(new PrintWriter(text));
    assertTrue(text.toString().contains("| timer | 1 | 1 FAIL |"), text.toString());
  }
}

package io.weir.proxywasm.tck.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rule on one host.
 *
 * @param seen one for each exchange of the rule
 * @param report what the guest wrote down, or null when the rule has it write nothing
 * @param refusal why the host refused the plugin, or null when it did not
 */
public record Outcome(List<Seen> seen, @Nullable String report, @Nullable String refusal) {
  /**
   * One exchange.
   *
   * @param upstream what the origin saw, null when it saw nothing
   * @param answer what the client saw, null when it saw no whole answer
   */
  public record Seen(@Nullable Message upstream, @Nullable Message answer) {}

  public Outcome {
    seen = List.copyOf(seen);
  }

  public Outcome(List<Seen> seen, @Nullable String report) {
    this(seen, report, null);
  }

  /** The host refused the plugin. */
  public static Outcome refusal(String why) {
    return new Outcome(List.of(), null, why);
  }

  /** What is not as the rule has it, a line each. */
  public List<String> mismatches(Rule rule) {
    if (rule.refused()) {
      return refusal == null ? List.of("plugin: taken (expected: refused)") : List.of();
    }
    if (refusal != null) {
      return List.of("plugin: refused (expected: taken): " + refusal);
    }
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < rule.exchanges().size(); i++) {
      Exchange exchange = rule.exchanges().get(i);
      String number = rule.exchanges().size() == 1 ? "" : " " + (i + 1);
      wrong.addAll(exchange.upstream().mismatches("upstream" + number, seen.get(i).upstream()));
      wrong.addAll(exchange.answer().mismatches("answer" + number, seen.get(i).answer()));
    }
    if (rule.report() != null) {
      Expected.compare(wrong, "report", rule.report(), report == null ? "none" : report);
    }
    return wrong;
  }
}

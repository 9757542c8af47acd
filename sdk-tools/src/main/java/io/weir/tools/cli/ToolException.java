package io.weir.tools.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that failed for a reason that its user can act upon. Never holds a credential. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final transient List<String> details;
  private final String remedy;

  /**
   * @param problem what failed and where, on one line
   * @param remedy what to do about it, as a phrase
   */
  public ToolException(String problem, String remedy) {
    this(problem, List.of(), remedy, null);
  }

  public ToolException(String problem, String remedy, @Nullable Throwable cause) {
    this(problem, List.of(), remedy, cause);
  }

  /**
   * @param details each a line of its own, between problem and remedy
   * @param remedy empty when the details say what to do
   */
  public ToolException(
      String problem, List<String> details, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.details = List.copyOf(details);
    this.remedy = remedy;
  }

  @Override
  public String getMessage() {
    return problem;
  }

  public List<String> details() {
    return details;
  }

  /** What to do about it; empty when the details say it. */
  public String remedy() {
    return remedy;
  }
}

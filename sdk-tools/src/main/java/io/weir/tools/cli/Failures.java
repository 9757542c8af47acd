package io.weir.tools.cli;

import io.weir.registry.PullException;
import io.weir.registry.RegistryException;
import java.io.PrintWriter;
import java.util.List;

/** Prints a failure as its user needs it: the thing and the place, then the remedy. */
public final class Failures {
  private static final String INDENT = "      ";

  private Failures() {}

  /** Prints {@code failure}; the stack trace only when it is {@code verbose}. */
  public static void print(Throwable failure, boolean verbose, PrintWriter err) {
    ToolException told = explain(failure);
    err.println("weir: " + told.getMessage());
    told.details().forEach(line -> err.println(INDENT + line));
    if (!told.remedy().isEmpty()) {
      err.println(INDENT + told.remedy());
    }
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private static ToolException explain(Throwable failure) {
    return switch (failure) {
      case ToolException told -> told;
      case RegistryException registry ->
          new ToolException(String.valueOf(registry.getMessage()), registry.remedy(), registry);
      case PullException pull ->
          new ToolException(String.valueOf(pull.getMessage()), List.of(), "", pull);
      default ->
          new ToolException(
              "a fault in this command: " + failure,
              "run it again with --verbose, and report what it prints",
              failure);
    };
  }
}

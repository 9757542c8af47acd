package io.weir.tools.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others: alone it is wrong usage. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
public abstract class Help implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    throw new ParameterException(
        line,
        "which of them? (expected: " + String.join(", ", line.getSubcommands().keySet()) + ")");
  }
}

package io.weir.host.boot;

import io.weir.host.config.ConfigException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the gateway. */
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    version = "weir 0.1.0",
    description = "A gateway whose logic is WebAssembly plugins.",
    subcommands = {CheckCommand.class, DoctorCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(DataPlanes::open, out, err, args));
  }

  /** Runs a command; the answer is the exit code: 0 ok, 1 failure, 2 usage. */
  static int execute(DataPlaneFactory dataPlane, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new RunCommand(dataPlane));
    line.addSubcommand(new UpCommand(dataPlane));
    line.addSubcommand(new RehearseCommand(dataPlane));
    line.setOut(out).setErr(err);
    line.setUsageHelpWidth(100);
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e, command.getErr()));
    line.setParameterExceptionHandler((e, given) -> usage(e));
    return line.execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  private static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("weir: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int report(Exception e, PrintWriter out) throws Exception {
    if (!(e instanceof ConfigException refused)) {
      throw e;
    }
    refused.problems().forEach(problem -> out.println("weir: " + problem));
    return CommandLine.ExitCode.SOFTWARE;
  }
}

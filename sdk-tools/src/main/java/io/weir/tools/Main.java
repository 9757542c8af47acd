package io.weir.tools;

import io.weir.tools.cli.Failures;
import io.weir.tools.cli.Help;
import io.weir.tools.plugin.PluginCommand;
import io.weir.tools.route.RouteCommand;
import io.weir.tools.status.StatusCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line for plugins and routes. */
@Command(
    name = "weir",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    version = "weir 0.1.0",
    description = "Pushes and inspects plugins, and binds them to routes of a running gateway.",
    subcommands = {PluginCommand.class, RouteCommand.class, StatusCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir plugin push plugins-rs/key-auth 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir route ls",
      "  weir status streams"
    })
public final class Main extends Help {
  private static final int HELP_WIDTH = 100;
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  private Main() {}

  /** Runs a command and exits: 0 ok, 1 failure, 2 wrong usage. */
  public static void main(String[] args) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "weir-tools-logback.xml");
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, args));
  }

  /** Runs a command; the answer is the exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setExpandAtFiles(false); // @FILE is the value of --config, not a list of arguments
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          Failures.print(failure, main.verbose, command.getErr());
          return CommandLine.ExitCode.SOFTWARE;
        });
    line.setParameterExceptionHandler((failure, given) -> usage(failure));
    return line.execute(args);
  }

  private static int usage(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("weir: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("      see " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }
}

package io.weir.host.boot;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a configuration and says what is wrong with it; starts nothing, opens no secret. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a configuration file: one line for each problem, exit code 1 if any.",
    footer = {"", "Examples:", "  weir check gateway.yaml"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "YAML, or JSON when the name ends in .json.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      GatewayConfig config = ConfigReader.read(file);
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%s: ok: %s%n", file, summary(config));
      out.flush();
      return 0;
    } catch (ConfigException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.problems().forEach(problem -> err.println(line(problem)));
      int count = e.problems().size();
      err.println(file + ": " + count + (count == 1 ? " problem" : " problems"));
      err.flush();
      return 1;
    }
  }

  /** As compilers write it, so that editors find the place. */
  private String line(Problem problem) {
    String place = problem.line() > 0 ? file + ":" + problem.line() + ": " : "";
    String path = problem.path().isEmpty() ? "" : problem.path() + ": ";
    return place + path + problem.message() + "\n    " + problem.remedy();
  }

  private static String summary(GatewayConfig config) {
    return count(config.listeners().size(), "listener")
        + ", "
        + count(config.routes().size(), "route")
        + ", "
        + count(config.plugins().size(), "plugin")
        + ", "
        + count(config.upstreams().size(), "upstream");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

package io.weir.bench.registry.conformance;

import io.weir.bench.registry.CannotRunException;
import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/registry conformance}. Exit code 0: no case failed; 1: some did; 2: cannot run. */
@Command(
    name = "conformance",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Builds the OCI distribution specification's test suite (Go) and runs it, every workflow on,"
          + " against a registry that it starts: version 1.1 and dev, on a fresh store and on a"
          + " full one, anonymous and with a token, and with content of manifests missing.",
      "Prints a row for each run, then what was skipped and what failed, by name.",
      "The last line of the output is `N passed, N failed`."
    })
final class ConformanceCommand implements Callable<Integer> {
  @Option(names = "--short", description = "1.1 and dev on one fresh store.")
  boolean small;

  @Option(
      names = "--repositories",
      defaultValue = "2000",
      description = "How many a full store has (${DEFAULT-VALUE}).")
  int repositories;

  @Option(names = "--home", defaultValue = ".", hidden = true)
  Path home = Path.of(".");

  @Override
  public Integer call() throws Exception {
    Suite suite;
    try {
      suite = Suite.build(new Tools(home.toAbsolutePath()));
    } catch (CannotRunException e) {
      System.err.println("conformance: " + e.getMessage());
      return 2;
    }
    Path work = Files.createTempDirectory("conformance");
    ConformanceRun run = new ConformanceRun(suite, work, repositories, System.out);
    return run.run(small ? Scenario.SHORT : Scenario.ALL).isEmpty() ? 0 : 1;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ConformanceCommand()).execute(args));
  }
}

package io.weir.bench.registry.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/registry crash}. Exit code 0: every check passed; 1: some failed; 2: usage. */
@Command(
    name = "crash",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Kills (SIGKILL) a registry while clients push, tag, attach, mount, delete and upload in"
          + " chunks, starts it again on the same folder, and compares all that it has with all"
          + " that it has acknowledged. Some starts are killed too.",
      "A kill leaves the page cache to the system, so it does not show what a power cut would.",
      "The last line of the output is `N passed, N failed`."
    })
final class CrashCommand implements Callable<Integer> {
  @Option(names = "--short", description = "6 kills.")
  boolean small;

  @Option(names = "--kills", description = "How many kills (200; with --short 4).")
  int kills = -1;

  @Option(names = "--workers", defaultValue = "8", description = "Clients (${DEFAULT-VALUE}).")
  int workers;

  @Option(names = "--seed", description = "Decides content, order and moments.")
  long seed = System.nanoTime();

  @Option(
      names = "--sabotage",
      paramLabel = "KIND",
      defaultValue = "NONE",
      description =
          "Damages the store between kills, to see the check fail: ${COMPLETION-CANDIDATES}.")
  Sabotage.Kind sabotage = Sabotage.Kind.NONE;

  @Option(names = "--home", defaultValue = ".", hidden = true)
  Path home = Path.of(".");

  @Override
  public Integer call() throws Exception {
    int wanted = kills >= 0 ? kills : small ? CrashOptions.SHORT_KILLS : CrashOptions.KILLS;
    Path work = Files.createTempDirectory("registry-crash");
    System.out.println("seed " + seed + ", folder " + work);
    int operations = small ? CrashOptions.SHORT_OPERATIONS : CrashOptions.OPERATIONS;
    CrashOptions options = new CrashOptions(wanted, operations, workers, seed, sabotage, List.of());
    return new CrashRun(options, work).run().print(System.out) == 0 ? 0 : 1;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new CrashCommand()).execute(args));
  }
}

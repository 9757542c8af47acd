package io.weir.bench.kill;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/upstream-kill}. Exit code 0: every check passed; 1: some failed; 2: usage. */
@Command(
    name = "upstream-kill",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Kills (SIGKILL) and restarts one of two upstreams in turn while clients send requests"
          + " through the gateway, and counts which requests are lost.",
      "The last line of the output is `N passed, N failed`."
    })
final class KillCommand implements Callable<Integer> {
  @Option(names = "--short", description = "4 kills.")
  boolean small;

  @Option(names = "--kills", description = "How many kills (40; with --short 4).")
  int kills = -1;

  @Option(names = "--clients", defaultValue = "32", description = "Clients (${DEFAULT-VALUE}).")
  int clients;

  @Option(
      names = "--pause",
      defaultValue = "1000",
      description = "Milliseconds from kill to restart, and to the next kill (${DEFAULT-VALUE}).")
  long pause;

  @Override
  public Integer call() throws Exception {
    int wanted = kills >= 0 ? kills : small ? 4 : 40;
    return new KillRun(wanted, clients, pause).run().print(System.out) == 0 ? 0 : 1;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new KillCommand()).execute(args));
  }
}

package io.weir.bench.registry.clients;

import io.weir.bench.registry.CannotRunException;
import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/registry clients}. Exit code 0: every check passed; 1: some failed; 2: cannot run.
 */
@Command(
    name = "clients",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Lets real clients push and pull every layout of plugins, attach, copy, list and delete, at"
          + " a registry that it starts, over plain HTTP and over TLS with a private authority.",
      "Prints a row for each client and how to get those that are missing.",
      "The last line of the output is `N passed, N failed`."
    })
final class ClientsCommand implements Callable<Integer> {
  @Option(names = "--short", description = "Plain HTTP only.")
  boolean small;

  @Option(names = "--only", description = "Clients whose name begins so.")
  String only = "";

  @Option(names = "--home", defaultValue = ".", hidden = true)
  Path home = Path.of(".");

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("clients");
    Tools tools = new Tools(home.toAbsolutePath());
    ClientsRun run = new ClientsRun(tools, work);
    List<Client> clients = run.all().stream().filter(each -> each.name().startsWith(only)).toList();
    try {
      run.run(clients, null);
      if (!small) {
        run.run(clients, Certificates.make(tools, work.resolve("certificates")));
      }
    } catch (CannotRunException e) {
      System.err.println("clients: " + e.getMessage());
      return 2;
    }
    run.matrix().print(System.out);
    return run.matrix().failures().isEmpty() && !run.matrix().isEmpty() ? 0 : 1;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ClientsCommand()).execute(args));
  }
}
